// Reading what is handed in. What can't be read is never passed over in silence: without it, who knows what the rest says.

const HandIn = (function () {
    const BYTES_MAX = 256 * 1024 * 1024;

    function readBytes(file) {
        return new Promise((resolve, reject) => { // Blob.arrayBuffer is younger than the browsers that this page serves
            const reader = new FileReader();
            reader.onload = () => resolve(new Uint8Array(reader.result));
            reader.onerror = () => reject(reader.error);
            reader.onabort = reader.onerror;
            reader.readAsArrayBuffer(file);
        });
    }

    /** What was dropped: files, and the names of what is none. Must be called before the event has ended. */
    function dropped(transfer) {
        const files = Array.from(transfer.files);
        const entries = Array.from(transfer.items || [])
            .map((item) => item.kind === 'file' && item.webkitGetAsEntry ? item.webkitGetAsEntry() : null);
        const folders = entries.filter((entry) => entry && entry.isDirectory).map((entry) => entry.name);
        if (files.length + folders.length === 0 && Array.from(transfer.types || []).indexOf('Files') >= 0) {
            folders.push(''); // some browsers give nothing for a folder
        }
        return { files: files.filter((file) => folders.indexOf(file.name) < 0), folders };
    }

    async function readOne(file) {
        const { name } = file;
        if (file.size > BYTES_MAX) {
            return { name, failure: new Failure('too-large', name, 'at most ' + BYTES_MAX + ' bytes', file.size) };
        }
        try {
            const bytes = await readBytes(file);
            return { kind: Check.kindOf(name, bytes), name, bytes };
        } catch (e) {
            return { name, failure: new Failure('cannot-read', name, 'a file that can be read', (e && e.name) || 'none') };
        }
    }

    /** Never fails: {kind, name, bytes} of each file, and {name, failure} of what could not be read. */
    async function read({ files, folders }) {
        const out = folders.map((name) => ({ name, failure: new Failure('cannot-read', name, 'a file', 'a folder') }));
        for (const file of files) {
            out.push(await readOne(file));
        }
        return out;
    }

    return { dropped, read };
})();
