import { Socket } from 'node:net';

type Written = (error?: Error | null) => void;

/**
 * Lets all that is written in one turn leave in one go. The driver writes every pipelined statement on its own,
 * and handing it to the system costs more than what the statement does.
 */
export class BatchingSocket extends Socket {
  private holding = false;

  override write(data: Uint8Array | string, done?: Written): boolean;
  override write(data: Uint8Array | string, encoding?: BufferEncoding, done?: Written): boolean;
  override write(
    data: Uint8Array | string,
    encoding?: BufferEncoding | Written,
    done?: Written,
  ): boolean {
    this.hold();
    return typeof encoding === 'function'
      ? super.write(data, encoding)
      : super.write(data, encoding, done);
  }

  private hold(): void {
    if (this.holding) return;
    this.holding = true;
    this.cork();
    process.nextTick(() => {
      this.holding = false;
      this.uncork();
    });
  }
}
