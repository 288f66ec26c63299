/** What this process itself worked since, in milliseconds: others may keep the machine busy meanwhile. */
export const ownTime = (): (() => number) => {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  };
};
