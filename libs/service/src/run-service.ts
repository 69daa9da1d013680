import { Logger } from '@nestjs/common';
import { createLogger, Health, initialiseMetrics, NestLogger, OpsServer } from '@atrium/observability';

import { readConfig } from './config.js';
import type { ProcessConfig, ServiceDefinition } from './service-definition.js';
import { onShutdown } from './shutdown.js';
import { startService } from './start-service.js';
import { VERSION } from './version.js';

/**
 * Starts an app of the suite and runs it until it is told to stop. Start: configuration, NATS, database and its
 * migrations, Nest, then ready. Stop: unready, no new calls, finish those at hand, then NATS and the database.
 */
export async function runService<Config extends ProcessConfig>(definition: ServiceDefinition<Config>): Promise<void> {
  const config = readConfig(definition.config);
  const pinoLogger = createLogger(definition.name, config.LOG_LEVEL);
  Logger.overrideLogger(new NestLogger(pinoLogger));
  initialiseMetrics(definition.name);
  const logger = new Logger('Process');
  const health = new Health(definition.name, VERSION);

  const service = await startService(definition, config, health);
  const ops = new OpsServer(health);
  const opsPort = service.face ? service.face.metricsPort : config.PORT;
  if (opsPort !== undefined) await ops.listen(opsPort, config.HOST);

  onShutdown(async () => {
    health.draining();
    await service.stop();
    await ops.close();
    logger.log({ msg: 'stopped' });
  });
  health.started();
  logger.log({ msg: 'ready', port: config.PORT, version: VERSION });
}
