import { waysToSink } from "./demo/inbox/ways-to-sink.ts";
import { type Program, WEB, WORKER } from "./instance/program.ts";
import { runInstance } from "./instance/run.ts";
import { freePort, listenFault } from "./postgres/free-port.ts";
import { environment, prepare } from "./start.ts";

const DEFAULT_DATA_DIR = ".data";
const DEMO_DATA_DIR = ".data-demo";

const portNear = async (port: number): Promise<number> =>
  port < 65_536 && (await listenFault(port, "127.0.0.1")) === null ? port : await freePort();

/**
 * `npm run demo`: everything on a data folder and a database of its own, with 90 days of simulated history that goes on,
 * labelled as a demo, and a sink for mail and webhooks with a page to read them.
 */
export async function startDemo(): Promise<number> {
  const given = environment();
  const DATA_DIR = given.DATA_DIR === DEFAULT_DATA_DIR ? DEMO_DATA_DIR : given.DATA_DIR;
  const httpPort = await portNear(given.PORT + 1);
  const smtpPort = await portNear(given.PORT + 2);
  const sinkPorts = { httpPort, smtpPort };
  const own = { DATA_DIR, DATABASE_URL: undefined, PLATFORM_URL: undefined };
  const env = { ...given, ...own, ...waysToSink(given, sinkPorts) };
  const demo: Program = {
    name: "demo",
    entry: "lib/setup/demo/main.ts",
    args: [String(httpPort), String(smtpPort)],
  };
  return await runInstance({
    env,
    programs: [WEB, WORKER, demo],
    nodeEnv: "production",
    prepare,
    beforePrograms: async (told) => {
      const { prepareDemo, prepareFirstStart } = await import("./first-start.ts");
      const news = await prepareFirstStart(told);
      await prepareDemo(told, sinkPorts);
      return news;
    },
    afterwards: [
      `This is a demo: everything it shows is simulated, in ${DATA_DIR}.`,
      `Whatever it sends (mail, SMS, Slack, Teams, webhooks) goes no further than this machine; read it at http://127.0.0.1:${httpPort}`,
    ],
  });
}
