import { decodeAll, fixtureBytes, fixturePath } from '../../test/fixtures';
import { readCaptureFile } from './read-capture-file';

test('readCaptureFile() gives what the file holds', async () => {
  const file = await readCaptureFile(fixturePath('tcp-v4.pcap'));
  expect(file).toEqual(decodeAll(fixtureBytes('tcp-v4.pcap')));
  expect(file.problem).toBeNull();
});

test('readCaptureFile() rejects with the error of the system', async () => {
  await expect(readCaptureFile(fixturePath('no-such-file.pcap'))).rejects.toMatchObject({ code: 'ENOENT' });
});
