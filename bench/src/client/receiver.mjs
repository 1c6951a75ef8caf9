/** A server that takes whatever it is sent and answers with every field that one of the clients looks for. */
import http from 'node:http';

const server = http.createServer((request, response) => {
  let receivedBytes = 0;
  request.on('data', (chunk) => {
    receivedBytes += chunk.length;
  });
  request.on('end', () => {
    const base = `http://${request.headers.host}`;
    response.writeHead(200, { 'content-type': 'application/json', etag: '"part"' });
    response.end(
      JSON.stringify({
        ...{ id: 'x', request_id: 'x', status: 'success', name: 'n', object: 'file', receivedBytes },
        ...{ upload_url: `${base}/upload`, file_url: `${base}/file` },
      }),
    );
    if (receivedBytes > 0) process.send({ receivedBytes });
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
