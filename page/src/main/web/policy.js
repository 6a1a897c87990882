// C2SP tlog-policy: who must have cosigned before a checkpoint is believed. Names must be defined before they are used,
// and each belongs to one group at most, so that what is read is a tree.

const Policy = (function () {
    const BYTES_MAX = 256 * 1024;
    const EACH_MAX = 128;
    const TYPE_COSIGNATURE = 4;
    const TYPE_ML_DSA_44 = 6; // may stand in a policy, but no one can verify it yet
    const ML_DSA_44_KEY_LENGTH = 1312;

    /** The policy says expressly that it asks for no witness. */
    const NOBODY = { words: 'no witness', isMetBy: () => true };

    /** Reads a policy line by line. */
    class Reader {
        constructor() {
            this.line = 0;
            this.logs = [];
            this.witnesses = [];
            this.named = new Map(); // to the witness or group, with words and isMetBy
            this.members = new Set();
            this.keys = { log: new Set(), witness: new Set() };
            this.groups = 0;
            this.quorum = null;
        }

        bad(expected, found) {
            const where = this.line === 0 ? 'policy' : 'policy line ' + this.line;
            return new Failure('policy-format', where, expected, found);
        }

        read(text) {
            const length = Bytes.fromText(text).length;
            if (length > BYTES_MAX) {
                throw this.bad('at most ' + BYTES_MAX + ' bytes', length);
            }
            if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) {
                throw this.bad('no control characters but tab and newline', 'another one');
            }
            if (!text.endsWith('\n')) {
                throw this.bad('a newline at the end', 'none');
            }
            for (const each of text.split('\n')) {
                this.line++;
                this.readLine(each.split(/[ \t]+/).filter((item) => item !== ''));
            }
            if (this.quorum === null) {
                this.line = 0;
                throw this.bad('a quorum line', 'none');
            }
            return { logs: this.logs, witnesses: this.witnesses, quorum: this.quorum };
        }

        readLine(items) {
            if (items.length === 0 || items[0].startsWith('#')) {
                return;
            }
            switch (items[0]) {
                case 'log': return this.readLog(items);
                case 'witness': return this.readWitness(items);
                case 'group': return this.readGroup(items);
                case 'quorum': return this.readQuorum(items);
                default: throw this.bad('log, witness, group or quorum', items[0]);
            }
        }

        readLog(items) {
            this.requireItems('log KEY [ADDRESS]', items, 2, 3);
            this.addKey('log', items[1], Notes.TYPE_ED25519, this.logs);
        }

        readWitness(items) {
            this.requireItems('witness NAME KEY [ADDRESS]', items, 3, 4);
            this.requireFreshName(items[1]);
            const key = this.addKey('witness', items[2], TYPE_COSIGNATURE, this.witnesses);
            this.named.set(items[1], {
                name: items[1],
                words: items[1] + (key === null ? " (whose type of key can't be verified)" : ''),
                isMetBy: (keys) => key !== null && keys.has(key.key.text),
            });
        }

        addKey(what, text, type, known) {
            const typed = Notes.typedKey(text);
            const isReserved = typed.type === TYPE_ML_DSA_44;
            if (isReserved) {
                Notes.requireType(typed, TYPE_ML_DSA_44, ML_DSA_44_KEY_LENGTH);
            }
            const key = isReserved ? null : Notes.ed25519Key(typed, type);
            // The same key under another name is the same signer.
            const same = Bytes.toHex(typed.key);
            if (this.keys.log.has(same) || this.keys.witness.has(same)) {
                throw this.bad('a ' + what + ' key that no other line has', typed.name);
            }
            this.keys[what].add(same);
            if (this.keys[what].size > EACH_MAX) {
                throw this.bad('at most ' + EACH_MAX + ' lines like this', 'more');
            }
            if (key !== null) {
                known.push(key);
            }
            return key;
        }

        readGroup(items) {
            this.requireItems('group NAME all|any|NUMBER MEMBER…', items, 4, 3 + 2 * EACH_MAX);
            this.requireFreshName(items[1]);
            if (++this.groups > EACH_MAX) {
                throw this.bad('at most ' + EACH_MAX + ' groups', 'more');
            }
            const of = items.slice(3);
            for (const name of of) {
                if (!this.named.has(name)) {
                    throw this.bad('a witness or group defined above', name);
                }
                if (this.members.has(name)) {
                    throw this.bad('each name in at most one group, once', name + ' once more');
                }
                this.members.add(name);
            }
            const isNumber = /^[1-9][0-9]{0,3}$/.test(items[2]);
            if (items[2] !== 'all' && items[2] !== 'any' && !(isNumber && Number(items[2]) <= of.length)) {
                throw this.bad('all, any, or a number from 1 to ' + of.length, items[2]);
            }
            const threshold = items[2] === 'all' ? of.length : items[2] === 'any' ? 1 : Number(items[2]);
            const members = of.map((name) => this.named.get(name));
            this.named.set(items[1], {
                threshold,
                members,
                words: threshold + ' of (' + members.map((member) => member.words).join(', ') + ')',
                isMetBy: (keys) => members.filter((member) => member.isMetBy(keys)).length >= threshold,
            });
        }

        readQuorum(items) {
            this.requireItems('quorum NAME', items, 2, 2);
            if (this.quorum !== null) {
                throw this.bad('one quorum line', 'a second one');
            }
            if (items[1] !== 'none' && !this.named.has(items[1])) {
                throw this.bad('none, or a witness or group defined above', items[1]);
            }
            this.quorum = items[1] === 'none' ? NOBODY : this.named.get(items[1]);
        }

        requireFreshName(name) {
            if (name === 'none' || this.named.has(name)) {
                throw this.bad('a name that is not yet defined, and not none', name);
            }
        }

        requireItems(form, items, least, most) {
            if (items.length < least || items.length > most) {
                throw this.bad(form, items.length + ' items');
            }
        }
    }

    return {
        parse: (text) => new Reader().read(text),
        isWitnessRequired: (policy) => policy.quorum !== NOBODY,
    };
})();
