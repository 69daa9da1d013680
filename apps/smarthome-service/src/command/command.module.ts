import { Module } from '@nestjs/common';

import { CommandRunner } from './command-runner.js';

@Module({ providers: [CommandRunner], exports: [CommandRunner] })
export class CommandModule {}
