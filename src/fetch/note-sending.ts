import type { Dispatcher } from "undici";

/** Tells when a request is written to its connection: after the lookup, the connecting and the TLS handshake. */
export function noteSending(sent: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        sent();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...said) => handler.onRequestUpgrade?.(...said),
      onResponseStart: (...said) => handler.onResponseStart?.(...said),
      onResponseData: (...said) => handler.onResponseData?.(...said),
      onResponseEnd: (...said) => handler.onResponseEnd?.(...said),
      onResponseError: (...said) => handler.onResponseError?.(...said),
    });
}
