import { startBuiltInCapture } from './built-in-capture';
import type { CaptureRequest, CaptureStart } from './packet-capture';
import { startTcpdump } from './tcpdump-capture';

/**
 * Starts whatever can capture here: tcpdump, and where there is none (or it lacks the rights that this process has)
 * the built-in capture. Where neither may, the failure is that of tcpdump, which names the command that grants it.
 */
export async function startCapture(
  request: CaptureRequest & { readonly captureWith?: 'tcpdump' | 'built-in' | undefined },
): Promise<CaptureStart> {
  if (request.captureWith === 'built-in') return startBuiltInCapture(request);
  const started = await startTcpdump(request);
  const isTcpdumpsOwn = request.captureWith === 'tcpdump' || request.enter !== undefined;
  if (started.ok || isTcpdumpsOwn || started.failure.kind === 'refused') return started;
  const builtIn = startBuiltInCapture(request);
  return builtIn.ok || started.failure.kind === 'missing' ? builtIn : started;
}
