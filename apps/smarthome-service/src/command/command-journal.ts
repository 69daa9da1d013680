import { Injectable } from '@nestjs/common';
import { GroupedWork } from '@atrium/persistence';

import { CommandRepository, type CommandRequest, type EarlierCommand, type NewCommand } from './command.repository.js';

/** Which commands were given. What many devices are told at a time is stored and looked up together. */
@Injectable()
export class CommandJournal {
  private readonly entries: GroupedWork<NewCommand, boolean>;
  private readonly questions: GroupedWork<CommandRequest, EarlierCommand[]>;

  constructor(commands: CommandRepository) {
    this.entries = new GroupedWork((list) => commands.insert(list));
    this.questions = new GroupedWork((list) => commands.findOfRequests(list));
  }

  /** Stores a command before it is sent; false when the same place of the same request was stored before. */
  enter(command: NewCommand): Promise<boolean> {
    return this.entries.do(command);
  }

  /** The commands that a device was given by this request before, in their order. */
  earlierOf(request: CommandRequest): Promise<EarlierCommand[]> {
    return this.questions.do(request);
  }
}
