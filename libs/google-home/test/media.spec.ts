import { appSelector } from '../src/traits/app-selector.js';
import { cameraStream } from '../src/traits/camera-stream.js';
import { channel } from '../src/traits/channel.js';
import { inputSelector } from '../src/traits/input-selector.js';
import { transportControl } from '../src/traits/transport-control.js';
import { volume } from '../src/traits/volume.js';
import { commandTable } from './command-table.js';

const named = (key: string, ...synonyms: string[]) => ({ key, names: [{ name_synonym: synonyms, lang: 'en' }] });

commandTable(appSelector, { availableApplications: [named('films', 'Film Box'), named('radio', 'Radio')] }, [
  ['appSelect', { newApplication: 'radio' }, { currentApplication: 'radio' }],
  ['appSelect', { newApplicationName: 'film box' }, { currentApplication: 'films' }],
  ['appSelect', { newApplicationName: 'chess' }, 'noAvailableApp'],
  ['appSelect', {}, 'protocolError'],
  ['appInstall', { newApplicationName: 'chess' }, {}],
  ['appSearch', { newApplicationName: 'chess' }, {}],
  ['appSearch', { name: 'chess' }, 'protocolError'],
]);

commandTable(inputSelector, { availableInputs: [named('hdmi1'), named('hdmi2')], orderedInputs: true }, [
  ['SetInput', { newInput: 'hdmi2' }, { currentInput: 'hdmi2' }],
  ['SetInput', { newInput: 'scart' }, 'unsupportedInput'],
  ['SetInput', {}, 'protocolError'],
  ['NextInput', {}, { currentInput: 'hdmi2' }],
  ['NextInput', {}, { currentInput: 'hdmi1' }, { currentInput: 'hdmi2' }],
  ['PreviousInput', {}, { currentInput: 'hdmi2' }],
]);
commandTable(inputSelector, { availableInputs: [named('hdmi1')] }, [['NextInput', {}, 'functionNotSupported']]);

commandTable(channel, { availableChannels: [{ key: 'news', names: ['News'], number: '1' }] }, [
  ['selectChannel', { channelCode: 'news', channelName: 'News', channelNumber: '1' }, {}],
  ['selectChannel', { channelNumber: '1' }, {}],
  ['selectChannel', { channelNumber: '2' }, 'noAvailableChannel'],
  ['selectChannel', { channelName: 'News' }, 'protocolError'],
  ['relativeChannel', { relativeChannelChange: -1 }, {}],
  ['relativeChannel', {}, 'protocolError'],
  ['returnChannel', {}, {}],
]);

commandTable(transportControl, { transportControlSupportedCommands: ['PAUSE', 'RESUME', 'STOP', 'SEEK_RELATIVE'] }, [
  ['mediaPause', {}, { playbackState: 'PAUSED' }, { playbackState: 'PLAYING' }],
  ['mediaResume', {}, { playbackState: 'PLAYING' }, { playbackState: 'PAUSED' }],
  ['mediaStop', {}, {}],
  ['mediaSeekRelative', { relativePositionMs: -1000 }, {}],
  ['mediaSeekRelative', {}, 'protocolError'],
  ['mediaSeekToPosition', { absPositionMs: 0 }, 'functionNotSupported'],
  ['mediaNext', {}, 'functionNotSupported'],
  ['mediaPrevious', {}, 'functionNotSupported'],
  ['mediaShuffle', {}, 'functionNotSupported'],
  ['mediaRepeatMode', { isOn: true }, 'functionNotSupported'],
  ['mediaClosedCaptioningOn', { closedCaptioningLanguage: 'en' }, 'functionNotSupported'],
  ['mediaClosedCaptioningOff', {}, 'functionNotSupported'],
]);

commandTable(volume, { volumeMaxLevel: 11, volumeCanMuteAndUnmute: true, levelStepSize: 2 }, [
  ['setVolume', { volumeLevel: 11 }, { currentVolume: 11, isMuted: false }],
  ['setVolume', { volumeLevel: 12 }, 'valueOutOfRange'],
  ['setVolume', { volumeLevel: -1 }, 'protocolError'],
  ['volumeRelative', { relativeSteps: 2 }, { currentVolume: 9, isMuted: false }, { currentVolume: 5 }],
  ['volumeRelative', { relativeSteps: -9 }, { currentVolume: 0, isMuted: false }, { currentVolume: 5 }],
  ['volumeRelative', { relativeSteps: 1 }, 'volumeAlreadyMax', { currentVolume: 11 }],
  ['volumeRelative', { relativeSteps: -1 }, 'volumeAlreadyMin', { currentVolume: 0 }],
  ['mute', { mute: true }, { isMuted: true }],
  ['mute', {}, 'protocolError'],
]);
commandTable(volume, { volumeMaxLevel: 11, volumeCanMuteAndUnmute: false }, [
  ['mute', { mute: true }, 'functionNotSupported'],
]);

const STREAMS = { cameraStreams: [{ protocol: 'hls', url: 'https://camera.example/1.m3u8' }] };
const asked = (...SupportedStreamProtocols: string[]) => ({ StreamToChromecast: true, SupportedStreamProtocols });
commandTable(cameraStream, { cameraStreamSupportedProtocols: ['hls'], cameraStreamNeedAuthToken: false }, [
  [
    'GetCameraStream',
    asked('dash', 'hls'),
    { cameraStreamProtocol: 'hls', cameraStreamAccessUrl: 'https://camera.example/1.m3u8' },
    STREAMS,
  ],
  ['GetCameraStream', asked('webrtc'), 'streamUnplayable', STREAMS],
  ['GetCameraStream', asked('hls'), 'streamUnavailable'],
  ['GetCameraStream', {}, 'protocolError'],
]);
