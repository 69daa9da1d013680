import { LoggedCommand } from '../command/device-command.entity.js';
import { PinAttempt } from '../command/pin-attempt.entity.js';
import { Device } from '../device/device.entity.js';
import { DriverLease } from '../driver/mqtt/driver-lease.entity.js';
import { MqttEntity } from '../driver/mqtt/mqtt-entity.entity.js';
import { VirtualMotion } from '../driver/virtual/virtual-motion.entity.js';
import { HomeMember } from '../home/home-member.entity.js';
import { Home } from '../home/home.entity.js';
import { DeviceHistory } from '../state/device-history.entity.js';
import { HomegraphNotification } from '../homegraph/homegraph-notification.entity.js';
import { HomegraphReport } from '../homegraph/homegraph-report.entity.js';
import { HomegraphSyncRequest } from '../homegraph/homegraph-sync-request.entity.js';
import { GoogleLink } from '../link/google-link.entity.js';
import { CreateDevice1795254000000 } from './migrations/1795254000000-create-device.js';
import { CreateHome1795400000000 } from './migrations/1795400000000-create-home.js';
import { DescribeDevice1795400060000 } from './migrations/1795400060000-describe-device.js';
import { CreateDeviceHistory1795400120000 } from './migrations/1795400120000-create-device-history.js';
import { CreateDeviceCommand1795400180000 } from './migrations/1795400180000-create-device-command.js';
import { CreateVirtualMotion1795400240000 } from './migrations/1795400240000-create-virtual-motion.js';
import { CreateMqttEntity1795400300000 } from './migrations/1795400300000-create-mqtt-entity.js';
import { CreateGoogleLink1795410000000 } from './migrations/1795410000000-create-google-link.js';
import { CreateHomegraphQueue1795410060000 } from './migrations/1795410060000-create-homegraph-queue.js';
import { FollowUpCommand1795420000000 } from './migrations/1795420000000-follow-up-command.js';
import { TellWorkspace1795421000000 } from './migrations/1795421000000-tell-workspace.js';

export const entities = [
  Home,
  HomeMember,
  Device,
  DeviceHistory,
  LoggedCommand,
  PinAttempt,
  VirtualMotion,
  MqttEntity,
  DriverLease,
  GoogleLink,
  HomegraphReport,
  HomegraphSyncRequest,
  HomegraphNotification,
];
export const migrations = [
  CreateDevice1795254000000,
  CreateHome1795400000000,
  DescribeDevice1795400060000,
  CreateDeviceHistory1795400120000,
  CreateDeviceCommand1795400180000,
  CreateVirtualMotion1795400240000,
  CreateMqttEntity1795400300000,
  CreateGoogleLink1795410000000,
  CreateHomegraphQueue1795410060000,
  FollowUpCommand1795420000000,
  TellWorkspace1795421000000,
];
