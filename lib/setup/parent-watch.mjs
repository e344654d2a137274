// Preloaded (--import) into every process that we start: when its parent is gone, however it went, this one drains
// and ends as after a SIGTERM. Otherwise a supervisor killed with SIGKILL would leave its children behind.
if (process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // After the listener, which takes a reference: the channel alone must not keep a finished process alive.
  process.channel.unref();
}
