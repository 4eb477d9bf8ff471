import type { OpenRouterStandIn } from "./openrouter/start-openrouter.ts";
import {
  type HttpCall,
  type JsonServer,
  type ServerPlace,
  sendJson,
  startJsonServer,
} from "./start-json-server.ts";
import type { TelegramStandIn } from "./telegram/start-telegram.ts";
import type { ChatState } from "./telegram/telegram-chats.ts";

export interface StandIns {
  readonly telegram: TelegramStandIn;
  readonly openRouter: OpenRouterStandIn;
}

type Answer = (standIns: StandIns, body: never) => unknown;
const done = { done: true };

/** `METHOD path` → what it does; the answer is sent as JSON. */
const routes: Readonly<Record<string, Answer>> = {
  "POST /user-says": ({ telegram }, body: { chatId: number; text: string }) => ({
    messageId: telegram.userSays(body.chatId, body.text),
  }),
  "POST /chat": ({ telegram }, body: { chatId: number; state: ChatState }) => {
    telegram.setChat(body.chatId, body.state);
    return done;
  },
  "POST /fault": ({ telegram, openRouter }, body: { service: string; fault: never }) => {
    (body.service === "telegram" ? telegram : openRouter).setFault(body.fault);
    return done;
  },
  "POST /models": ({ openRouter }, body: { models: string[] }) => {
    openRouter.setModels(body.models);
    return done;
  },
  "GET /sent": ({ telegram }) => telegram.sent,
  "GET /calls": ({ telegram }) => telegram.calls,
  "GET /polled": ({ telegram }) => ({ polled: telegram.isPolled() }),
  "GET /requests": ({ openRouter }) => openRouter.requests,
};

/** Lets other processes drive the stand-ins; JSON in and out, loopback unless `place` says otherwise. */
export function startControl(place: ServerPlace, standIns: StandIns): Promise<JsonServer> {
  return startJsonServer(place, (call: HttpCall) => {
    const route = routes[`${call.method} ${call.path}`];
    if (route === undefined) return sendJson(call.response, 404, { routes: Object.keys(routes) });
    const body = (call.body === "" ? {} : JSON.parse(call.body)) as never;
    sendJson(call.response, 200, route(standIns, body));
  });
}
