// The openai package against OPENAI_URL: plain, streamed, and a streamed tool call. Prints what the user's side received.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.OPENAI_URL, apiKey: process.env.OPENAI_KEY, maxRetries: 0 });
const model = 'gpt-test';
const say = process.env.SAY;
const out = {};

const plain = await client.chat.completions.create({ model, messages: [{ role: 'user', content: say }] });
out.plain = plain.choices[0].message.content;

const second = await client.chat.completions.create({
  model,
  messages: [
    { role: 'user', content: say },
    { role: 'assistant', content: out.plain },
    { role: 'user', content: 'Bitte noch einmal.' },
  ],
});
out.turn2 = second.choices[0].message.content;

const parts = [];
const stream = await client.chat.completions.create({
  model, stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: say }],
});
for await (const chunk of stream) {
  if (chunk.choices.length > 0) parts.push(chunk.choices[0].delta.content ?? '');
  if (chunk.usage) out.usage = chunk.usage.total_tokens;
}
out.streamedParts = parts.length;
out.streamed = parts.join('');

const tools = [{
  type: 'function',
  function: { name: 'anlegen', parameters: { type: 'object', properties: { name: { type: 'string' } } } },
}];
const call = await client.chat.completions.create({
  model, tools, messages: [{ role: 'user', content: say }],
});
out.toolArguments = JSON.parse(call.choices[0].message.tool_calls[0].function.arguments);

let args = '';
const toolStream = await client.chat.completions.create({
  model, tools, stream: true, messages: [{ role: 'user', content: say }],
});
for await (const chunk of toolStream) {
  for (const part of chunk.choices[0]?.delta.tool_calls ?? []) args += part.function?.arguments ?? '';
}
out.streamedToolArguments = JSON.parse(args);

process.stdout.write(JSON.stringify(out) + '\n');
