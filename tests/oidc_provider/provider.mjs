// The certified identity provider as an organisation might run it, with a person at it who does what a test decided.
//
//     node provider.mjs KEY.pem CERTIFICATE.pem
//
// Prints one line of JSON with its issuer once it listens, and ends when its standard input does. POST /test changes
// what the person does next; GET /test tells what happened.
import fs from 'node:fs';
import https from 'node:https';
import { Provider, errors } from 'oidc-provider';

const [key, cert] = process.argv.slice(2).map((name) => fs.readFileSync(name));
const ORGANISATION = /^urn:progrez:organisation:[0-9a-f]{32}$/;
const ALL = ['profiles:push', 'profiles:erase', 'profiles:read', 'packs:publish', 'devices:manage'];
const TWO_FACTORS = 'urn:example:two-factors';

const calm = { login: 'noor', acr: TWO_FACTORS, decision: 'allow', scopes: ALL, first: [], lasts_s: 600 };
let person = { ...calm };
let happened = [];
const strength = new Map(); // by grant, since an access token knows no session

const server = https.createServer({ key, cert });
server.listen(0, '127.0.0.1', start);

function start() {
  const issuer = `https://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'progrez-desktop',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/signed-in'], // without a port: any is taken (RFC 8252, 7.3)
    }],
    scopes: ['openid', 'offline_access'],
    acrValues: ['urn:example:password', TWO_FACTORS],
    claims: { acr: null, openid: ['sub'] },
    findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    extraTokenClaims: async (_, token) => ({ acr: strength.get(token.grantId) }),
    interactions: { url: (_, interaction) => `/person/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: async (_, resource) => {
          if (!ORGANISATION.test(resource)) throw new errors.InvalidTarget();
          return {
            scope: ALL.join(' '),
            audience: resource,
            accessTokenFormat: 'jwt', // only then is it one as RFC 9068 has it
            accessTokenTTL: person.lasts_s,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    cookies: { keys: ['of a test'] },
    ttl: {
      AuthorizationCode: 60, DeviceCode: 60, Grant: 3600, IdToken: 300, Interaction: 300, RefreshToken: 3600, Session: 3600,
    },
  });
  for (const name of ['grant.error', 'authorization.error', 'device_authorization.error', 'server_error']) {
    provider.on(name, (_, error) => happened.push({ name, error: error.error ?? String(error), detail: error.error_detail }));
  }
  provider.on('refresh_token.consumed', () => happened.push({ name: 'refreshed' }));
  provider.on('grant.revoked', () => happened.push({ name: 'family revoked' }));
  provider.on('refresh_token.destroyed', () => happened.push({ name: 'refresh token given back' }));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url === '/test') return control(request, response);
    if (request.url.startsWith('/person/')) return decide(provider, request, response);
    // It has no slow_down of its own, which others have.
    if (request.url === '/token' && person.first.length) return say(response, 400, { error: person.first.shift() });
    return answer(request, response);
  });
  console.log(JSON.stringify({ issuer }));
}

async function decide(provider, request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  let result;
  if (person.decision === 'deny') {
    result = { error: 'access_denied', error_description: 'not today' };
  } else if (prompt.name === 'login') {
    result = { login: { accountId: person.login, acr: person.acr } };
  } else {
    const Grant = provider.Grant;
    const grant = grantId ? await Grant.find(grantId) : new Grant({ accountId: session.accountId, clientId: params.client_id });
    const missing = prompt.details;
    if (missing.missingOIDCScope) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
    if (missing.missingOIDCClaims) grant.addOIDCClaims(missing.missingOIDCClaims);
    for (const [resource, scopes] of Object.entries(missing.missingResourceScopes ?? {})) {
      grant.addResourceScope(resource, scopes.filter((one) => person.scopes.includes(one)).join(' '));
      grant.rejectResourceScope(resource, scopes.filter((one) => !person.scopes.includes(one)).join(' '));
    }
    const id = await grant.save();
    strength.set(id, person.acr);
    result = { consent: { grantId: id } };
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name !== 'login' });
}

function control(request, response) {
  if (request.method === 'GET') return say(response, 200, happened);
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    person = { ...calm, ...JSON.parse(body) };
    happened = [];
    say(response, 200, {});
  });
}

function say(response, status, told) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(told));
}

process.stdin.resume();
process.stdin.on('end', () => process.exit(0)); // whoever started it is gone
