const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {
  CaptureDecoder,
  connectionJson,
  connectionJsonLines,
  connectionLine,
  connectionLines,
  describePacket,
  FlowScanner,
  openCapture,
  packetJson,
  packetLine,
  PacketJsonLines,
  SavefileReader,
} = require('@sockscope/capture');

// Longer than any input takes on a busy machine; a hang is longer.
const MOST_MS = 10_000;
/** A tree of fields is made for so many packets of an input. */
const MOST_TREES = 50;
/** What goes to a terminal: nothing that it would obey. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;

/** Decodes it all and prints it all. */
function decode(bytes) {
  const decoder = new CaptureDecoder(new SavefileReader());
  const packets = decoder.push(bytes);
  decoder.end();
  for (const packet of packets) {
    assert.doesNotMatch(packetLine(packet), OBEYED);
    assert.ok(packet.frameOffset + packet.capturedBytes <= bytes.length, 'a frame lies behind its file');
  }
  for (const connection of decoder.connections) {
    assert.doesNotMatch(connectionLine(connection), OBEYED);
    assert.doesNotMatch(jsonLine(connection), OBEYED);
  }
  const packetsText = packets.map((packet) => `${JSON.stringify(packetJson(packet))}\n`).join('');
  const lines = [...decoder.connections.map(connectionLine), ...decoder.connections.map(jsonLine)];
  return { packets, packetsText, connectionsText: lines.map((line) => `${line}\n`).join('') };
}

function jsonLine(connection) {
  return JSON.stringify({ ...connectionJson(connection), anomalies: null });
}

function describe(bytes, packets) {
  for (const { frameOffset, capturedBytes, linkType, wireBytes } of packets.slice(0, MOST_TREES)) {
    const { layers } = describePacket(bytes.subarray(frameOffset, frameOffset + capturedBytes), linkType, wireBytes);
    checkFields(layers, capturedBytes);
  }
}

function checkFields(fields, capturedBytes) {
  for (const { name, value, range, fields: inner } of fields) {
    assert.doesNotMatch(`${name}${value}`, OBEYED);
    assert.ok(range.offset >= 0 && range.length >= 0, `field ${name} has a range below 0`);
    assert.ok(range.offset + range.length <= capturedBytes, `field ${name} lies behind its frame`);
    checkFields(inner ?? [], capturedBytes);
  }
}

/** A file for each input in turn. */
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sockscope-fuzz-'));
process.on('exit', () => fs.rmSync(directory, { recursive: true }));

/** Bytes as a file, which is read into the memory of its connections, and as a stream, which is not. */
function inputsOf(bytes, pieceBytes) {
  const file = path.join(directory, 'input');
  fs.writeFileSync(file, bytes);
  return { file: () => file, stream: () => piecesOf(bytes, pieceBytes) };
}

async function* piecesOf(bytes, pieceBytes) {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Reads an input in columns; gives the lines of packets --json and of connections, and what stopped it. */
async function read(input) {
  const lines = new PacketJsonLines();
  let text = '';
  for await (const batch of openCapture(input()).batches()) text += textOf(lines.ofBatch(batch));
  const capture = openCapture(input());
  const flows = new FlowScanner();
  for await (const batch of capture.batches()) flows.addBatch(batch);
  return {
    text,
    connectionsText: textOf(connectionLines(flows)) + textOf(connectionJsonLines(flows)),
    problem: capture.problem,
  };
}

function textOf(blocks) {
  return Array.from(blocks, (block) => Buffer.from(block).toString('utf8')).join('');
}

function isPacked(bytes) {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Reads, decodes and prints an input in every way there is, and throws where it should not: an exception, two ways that
 * disagree, a range outside its frame, text that a terminal would obey, or too long a time.
 */
async function check(bytes, pieceBytes) {
  const begin = performance.now();
  const inputs = inputsOf(bytes, pieceBytes);
  const expected = isPacked(bytes) ? null : decode(bytes);
  for (const [name, input] of Object.entries(inputs)) {
    const { text, connectionsText, problem } = await read(input);
    if (problem !== null) assert.doesNotMatch(problem.text, OBEYED);
    if (expected !== null) {
      assert.strictEqual(text, expected.packetsText, `as a ${name} it reads differently`);
      assert.strictEqual(connectionsText, expected.connectionsText, `as a ${name} it has other connections`);
    }
  }
  if (expected !== null) describe(bytes, expected.packets);
  const tookMs = performance.now() - begin;
  assert.ok(tookMs < MOST_MS, `took ${Math.round(tookMs)} ms`);
}

module.exports = { check };
