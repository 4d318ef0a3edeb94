// Two clients that others wrote, against the practice server.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const build = join(here, 'node_modules', '.practice-server');
const complaints = [];
let address;
let server;

before(async () => {
  await new Promise((done, failed) => {
    spawn('go', ['build', '-o', build, '../serve'], { cwd: here, stdio: 'inherit' })
      .on('exit', (code) => (code === 0 ? done() : failed(new Error(`go build ended with ${code}`))));
  });
  server = spawn(build, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout });
  address = await new Promise((done, failed) => {
    lines.once('line', done);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  lines.on('line', (line) => complaints.push(line));
});

after(() => {
  server?.kill('SIGINT');
  assert.deepEqual(complaints, [], 'the server was asked for what it does not model');
});

test("Google's own client for Node", async () => {
  const { sheets, auth } = await import('@googleapis/sheets');
  const signedIn = new auth.OAuth2();
  signedIn.setCredentials({ access_token: 'service', expiry_date: Date.now() + 3600e3 });
  const api = sheets({ version: 'v4', auth: signedIn, rootUrl: address });
  const spreadsheetId = 'practice';

  const read = await api.spreadsheets.get({
    spreadsheetId, ranges: ['Action plan!A1:F4'],
    fields: 'properties(locale,timeZone),sheets(properties,data.rowData.values(userEnteredValue,formattedValue))',
  });
  assert.equal(read.data.properties.locale, 'en_GB');
  assert.equal(read.data.sheets[0].data[0].rowData[1].values[3].formattedValue, '31/03/2026');
  assert.deepEqual(read.data.sheets[0].data[0].rowData[3].values[0].userEnteredValue, { stringValue: '1.10' });

  const edit = await api.spreadsheets.values.update({
    spreadsheetId, range: "'Action plan'!E3:F3", valueInputOption: 'RAW', requestBody: { values: [['=not a formula', null]] },
  });
  assert.equal(edit.data.updatedCells, 1);
  const after = await api.spreadsheets.values.get({ spreadsheetId, range: "'Action plan'!A3:F3" });
  assert.deepEqual(after.data.values, [['1.2', 'Agree the threshold document', 'Partnership Manager', '29/05/2026', '=not a formula', 'Red']]);

  const appended = await api.spreadsheets.values.append({
    spreadsheetId, range: 'Action plan!A1', valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS',
    requestBody: { values: [['2.1', 'Publish the offer']] },
  });
  assert.equal(appended.data.tableRange, "'Action plan'!A1:F4");
  assert.equal(appended.data.updates.updatedRange, "'Action plan'!A5:B5");

  const formatted = await api.spreadsheets.batchUpdate({
    spreadsheetId,
    requestBody: {
      requests: [
        { repeatCell: { range: { sheetId: 0, endRowIndex: 1 }, cell: { userEnteredFormat: { textFormat: { bold: true } } }, fields: 'userEnteredFormat.textFormat.bold' } },
        { createDeveloperMetadata: { developerMetadata: { metadataId: 41, metadataKey: 'run', metadataValue: 'one', visibility: 'DOCUMENT', location: { spreadsheet: true } } } },
      ],
      includeSpreadsheetInResponse: true, responseRanges: ['Action plan!A1'], responseIncludeGridData: true,
    },
  });
  assert.equal(formatted.data.replies.length, 2);
  assert.equal(formatted.data.updatedSpreadsheet.sheets[0].data[0].rowData[0].values[0].userEnteredFormat.textFormat.bold, true);

  await assert.rejects(
    api.spreadsheets.values.get({ spreadsheetId, range: 'Nowhere!A1' }),
    (e) => e.status === 400 && /Unable to parse range: Nowhere!A1/.test(e.message),
  );
  await assert.rejects(api.spreadsheets.get({ spreadsheetId: 'elsewhere' }), (e) => e.status === 404);
});

test('google-spreadsheet', async () => {
  // It has no setting for where the API is, so its requests are sent on.
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = request.url.replace('https://sheets.googleapis.com/', address);
    return real(new Request(url, request));
  };
  try {
    const { GoogleSpreadsheet } = await import('google-spreadsheet');
    const doc = new GoogleSpreadsheet('practice', { token: 'partner' }, { retryConfig: 0 });
    await doc.loadInfo();
    const tab = doc.sheetsByTitle['Action plan'];
    assert.equal(doc.title, "Improvement plan: partners' copy");

    const rows = await tab.getRows();
    assert.deepEqual(rows.slice(0, 3).map((r) => r.get('Ref')), ['1.1', '1.2', '1.10']);

    rows[0].set('Progress', 'Two audits done');
    await rows[0].save({ raw: true });
    await tab.loadCells('A1:F4');
    assert.equal(tab.getCellByA1('E2').value, 'Two audits done');
    assert.equal(tab.getCellByA1('D2').formattedValue, '31/03/2026');

    const added = await tab.addRow({ Ref: '3.1', Action: 'Hold a workshop' }, { raw: true });
    assert.equal(added.get('Action'), 'Hold a workshop');

    const cell = tab.getCellByA1('F2');
    cell.value = 'Green';
    cell.backgroundColor = { red: 0, green: 1, blue: 0 };
    cell.note = 'Seen on Monday';
    await tab.saveUpdatedCells();
    assert.equal(cell.value, 'Green');
    assert.equal(cell.backgroundColor.green, 1);
    assert.equal(cell.note, 'Seen on Monday');

    await added.delete();
    assert.equal((await tab.getRows()).some((r) => r.get('Ref') === '3.1'), false);

    const stranger = new GoogleSpreadsheet('practice', { token: 'stranger' }, { retryConfig: 0 });
    await assert.rejects(stranger.loadInfo(), /\[403\] The caller does not have permission/);
  } finally {
    globalThis.fetch = real;
  }
});
