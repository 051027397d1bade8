export {
  CONNECTION_FILTER_FIELDS,
  PACKET_FILTER_FIELDS,
  unavailableField,
  type UnavailableField,
} from './available-fields';
export { ConnectionFilter } from './connection-filter';
export { PacketFilter } from './packet-filter';
