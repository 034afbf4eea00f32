import { testRefusedUrls } from './model-urls';

testRefusedUrls([
  ['https://user:word@example.com/a', 'sedna/model-url-credentials'],
  ['s3://key@models/a', 'sedna/model-url-credentials'],
  ['hf://token@org/model', 'sedna/model-url-credentials'],
  ['http://example.com:http/a', 'sedna/model-url-host-unparsable'],
  ['http://[::1/a', 'sedna/model-url-host-unparsable'],
  ['http://a\\b/c', 'sedna/model-url-host-unparsable'],
  ['http://{host}/c', 'sedna/model-url-host-unparsable'],
  ['hf://org:model/a', 'sedna/model-url-host-unparsable'],
  ['http://a%41b/x', 'sedna/model-url-host-unparsable'],
  ['ms://%2f/x', 'sedna/model-url-host-unparsable'],
  ['http://a[b/c', 'sedna/model-url-host-unparsable'],
  ['http://[::1]a/c', 'sedna/model-url-host-unparsable'],
  ['http://[1.2.3.4]/c', 'sedna/model-url-host-invalid'],
  ['http://[]/c', 'sedna/model-url-host-invalid'],
  ['http://<host>/c', 'sedna/model-url-host-invalid'],
  ['http://a"b/c', 'sedna/model-url-host-invalid'],
  ['http://:80/c', 'sedna/model-url-host-invalid'],
  ['s3://a:80:80/c', 'sedna/model-url-host-invalid'],
]);
