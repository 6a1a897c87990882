// What the person does: drop, pick, type. Every change takes the answer away and checks everything again; an older answer
// never overtakes a newer.

(function () {
    const byId = (id) => document.getElementById(id);
    const FRESH_MAX = 16;
    const NOTHING = { document: null, others: [], beside: [], trust: null, unused: [], evidence: null, fresh: [], unread: [], photos: [], note: '' };
    let held = NOTHING;
    let round = 0;
    let beginnings = 0; // how often somebody has started again
    let awaited = 0; // how many times something was handed in that is not yet taken
    let queue = Promise.resolve();
    let last = null; // {answer, isPdf, input, code}: shown again in the other language

    /**
     * What is handed in is read at once, and taken in the order in which it was handed in. Until all of it is taken there
     * is no answer: it may be a revocation.
     */
    function hand(what) {
        if (what.files.length + what.folders.length === 0) {
            return; // a dialog that was closed, or a text that was dropped
        }
        const since = beginnings;
        const reading = HandIn.read(what);
        awaited++;
        check();
        queue = queue.then(() => reading).then((taken) => {
            if (since === beginnings) { // else somebody has started again meanwhile
                awaited--;
                take(taken);
            }
        });
    }

    /** Of several records that are handed in at once the one that says most is checked, and the others are named. */
    function take(all) {
        const taken = all.filter((one) => !one.failure);
        const next = Object.assign({}, held, { note: '' });
        // Until it is handed in again, or somebody starts without it, there is no answer.
        next.unread = held.unread.filter((one) => !all.some((newer) => newer.name === one.name))
            .concat(all.filter((one) => one.failure));
        const documents = taken.filter((one) => Check.DOCUMENTS.indexOf(one.kind) >= 0);
        if (documents.length > 0) {
            const rank = (one) => Check.DOCUMENTS.indexOf(one.kind);
            // A summary is about the others, and so are counts: they are compared with it.
            const lists = documents.map((one) => ({ one, kind: Check.listIn(one.bytes) })).filter(({ kind }) => kind !== null);
            const list = lists.filter(({ kind }) => kind === 'summary')[0] || lists[0] || null;
            next.document = list === null ? documents.reduce((best, one) => rank(one) < rank(best) ? one : best) : list.one;
            const isBeside = (one) => list !== null && (one.kind === 'certificate' || one.kind === 'receipt');
            next.others = documents.filter((one) => one !== next.document && !isBeside(one));
            next.beside = documents.filter((one) => one !== next.document && isBeside(one));
        }
        next.others = next.others.concat(taken.filter((one) => one.kind === 'key'));
        const fresh = taken.filter((one) => one.kind === 'status');
        next.fresh = distinct(held.fresh.concat(fresh)); // by content: a list of the same name is another list
        if (next.fresh.length > FRESH_MAX) {
            next.note = Words.say('file.many', String(FRESH_MAX));
        }
        takeTrust(next, taken.filter((one) => one.kind === 'trust'));
        next.photos = distinct(held.photos.concat(taken.filter((one) => one.kind === 'photo')));
        taken.filter((one) => one.kind === 'evidence').forEach((one) => { next.evidence = one; });
        held = next;
        check();
    }

    /**
     * Whoever hands over a record may hand over a trust list with it. It never takes the place of the one that is there,
     * and among several at once the page does not choose.
     */
    function takeTrust(next, offered) {
        const lists = distinct(offered).filter((one) => held.trust === null || !Bytes.equal(one.bytes, held.trust.bytes));
        if (held.trust === null && lists.length === 1) {
            next.trust = lists[0];
            next.unused = [];
        } else if (lists.length > 0) {
            next.unused = distinct(held.unused.concat(lists));
            next.note = held.trust === null ? Words.say('file.trust.many') : next.note;
        }
    }

    const distinct = (files) =>
        files.filter((one, i) => !files.slice(0, i).some((earlier) => Bytes.equal(one.bytes, earlier.bytes)));

    async function check() {
        const mine = ++round;
        last = null;
        replace('answer', null); // first of all, whatever else may fail
        render(true);
        if (awaited > 0) {
            return;
        }
        const answer = await answerOf();
        if (mine === round) {
            last = answer;
            render(false);
        }
    }

    async function answerOf() {
        if (held.unread.length > 0) {
            return { answer: { failure: held.unread[0].failure } };
        }
        const picked = held.document;
        const isCode = Address.isCode();
        const input = {
            trust: held.trust && held.trust.bytes,
            serial: byId('serial').value === '' ? null : byId('serial').value,
            now: Math.floor(Date.now() / 1000),
        };
        const code = isCode ? await Check.withoutSerial(input, (given) => Check.runLabel(Address.text(), given, Primitives.best)) : null;
        if (picked === null && code === null && held.photos.length > 0) {
            return { answer: { failure: new Failure('photo', held.photos[0].name, 'a PDF or a text', 'a picture'), isUnread: true } };
        }
        return picked === null ? code && { answer: code } : Object.assign(await answerOfFiles(picked, input), { code });
    }

    async function answerOfFiles(picked, given) {
        if (held.fresh.length > FRESH_MAX) {
            const found = String(held.fresh.length);
            return { answer: { failure: new Failure('status-format', 'status lists', 'at most ' + FRESH_MAX, found) } };
        }
        const isPdf = picked.kind === 'pdf';
        const input = Object.assign({
            certificate: picked.kind === 'certificate' ? picked.bytes : null,
            record: Check.RECORDED.indexOf(picked.kind) >= 0 ? picked.bytes : null,
            recheck: picked.kind === 'recheck' ? picked.bytes : null,
            receipt: picked.bytes,
            evidence: held.evidence && held.evidence.bytes,
            fresh: held.fresh.map((file) => file.bytes),
            beside: held.beside.map((file) => ({ name: file.name, isCertificate: file.kind === 'certificate', bytes: file.bytes })),
        }, given);
        if (isPdf) {
            try {
                const opened = Check.openPdf(picked.bytes);
                input.record = opened.record;
                input.certificate = opened.certificate;
                input.receipt = opened.receipt;
                input.evidence = input.evidence || opened.evidence;
            } catch (e) {
                return { answer: { failure: e instanceof Failure ? e : new Failure('internal', 'PDF', 'an answer', e.message) } };
            }
        }
        return { answer: await Check.withoutSerial(input, (one) => Check.run(one, Primitives.best)), isPdf, input };
    }

    function replace(id, child) {
        const place = byId(id);
        while (place.firstChild) {
            place.removeChild(place.firstChild);
        }
        if (child) {
            place.appendChild(child);
        }
    }

    function fileList() {
        const { element, given } = Show;
        const out = element('ul', '');
        const line = (...children) => out.appendChild(element('li', '', ...children));
        for (const file of [held.document, held.trust, held.evidence].concat(held.fresh)) {
            if (file !== null) {
                line(element('b', '', Words.say('file.' + file.kind)), ' ', given(file.name));
            }
        }
        if (held.beside.length > 0) {
            line(element('b', '', Words.say('file.beside', String(held.beside.length))));
        }
        for (const file of held.photos) {
            line(element('b', '', Words.say('file.photo')), ' ', given(file.name));
        }
        for (const file of held.others) {
            line(element('span', 'none', Words.say('file.other')), ' ', given(file.name));
        }
        for (const file of held.unused) {
            line(element('span', 'none', Words.say('file.trust.other')), ' ', given(file.name));
        }
        if (last && last.answer.trust) {
            const trust = last.answer.trust;
            const apart = trust.operators.filter((one) => Trust.isForReceiptsAlone(one)).length;
            line(Words.say('trust.facts', String(trust.version), String(trust.operators.length - apart), String(apart), Show.safe(trust.signer.text)));
        }
        for (const file of held.unread) {
            line(element('span', 'none', Words.say('file.unread')), ' ', file.name === '' ? Words.say('file.nameless') : given(file.name));
        }
        if (held.document === null) {
            line(element('span', 'none', Words.say('file.none')));
        }
        if (held.trust === null) {
            line(element('span', 'none', Words.say('file.none.trust')));
        }
        if (held.note !== '') {
            line(held.note);
        }
        return out;
    }

    /** A certificate that holds can be passed on with fewer facts. */
    function shareForm() {
        const file = last && last.answer.verified && !last.answer.mismatch && last.input.certificate;
        const isOffered = Boolean(file) && Check.stateOf(last.answer) !== 'contradictory' &&
            Rules.judge(last.answer.verified.clearing.claims, last.answer.verified.clearing.shown) !== 'contradictory';
        Share.about(isOffered ? file : null);
        Share.retell();
        const { input } = last || {};
        return isOffered ? Share.form(last.answer.verified.clearing, (certificate) =>
            Check.run(Object.assign({}, input, { certificate, evidence: null }), Primitives.best)) : null;
    }

    function render(isWaiting) {
        document.documentElement.lang = Words.language() === 'zh' ? 'zh-CN' : 'en';
        document.title = Words.say('page.title');
        for (const place of Array.from(document.querySelectorAll('[data-say]'))) {
            place.textContent = Words.say(place.getAttribute('data-say'));
        }
        for (const code of ['zh', 'en']) {
            byId('lang-' + code).setAttribute('aria-pressed', String(Words.language() === code));
        }
        replace('files-held', fileList());
        const beside = Address.beside(last);
        replace('named', beside);
        byId('named').hidden = beside === null;
        if (awaited > 0) {
            byId('share').hidden = true;
        } else if (!isWaiting) {
            const form = shareForm();
            replace('share', form);
            byId('share').hidden = form === null;
        }
        replace('answer', last ? View.answer(last.answer, last.isPdf)
            : isWaiting && (held.document || Address.isCode() || awaited > 0) ? Show.element('p', 'waiting', Words.say('waiting')) : null);
        const folded = document.querySelector('#answer details'); // below all that has to be read
        if (folded !== null && !byId('share').hidden) {
            folded.parentNode.insertBefore(Share.leader(), folded);
        }
        // A screen reader says the headline and the sentence below it, not the whole record.
        const spoken = Array.from(document.querySelectorAll('#answer h2, #answer .panel-text h2 + p'));
        byId('spoken').textContent = spoken.map((line) => line.textContent).join('. ');
    }

    function start() {
        const drop = byId('drop');
        for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
            document.addEventListener(name, (event) => {
                event.preventDefault(); // else the browser would open the file in place of this page
                drop.classList.toggle('over', name === 'dragenter' || name === 'dragover');
                if (name === 'drop' && event.dataTransfer) {
                    hand(HandIn.dropped(event.dataTransfer));
                }
            });
        }
        byId('files').addEventListener('change', (event) => {
            const files = Array.from(event.target.files);
            event.target.value = ''; // the same file may be picked again after it was changed
            hand({ files, folders: [] });
        });
        byId('serial').addEventListener('input', check);
        byId('code').addEventListener('input', check);
        byId('again').addEventListener('click', () => {
            held = NOTHING;
            beginnings++;
            awaited = 0;
            queue = Promise.resolve(); // what is still being read may never end
            byId('serial').value = '';
            Address.forget();
            check();
        });
        for (const code of ['zh', 'en']) {
            byId('lang-' + code).addEventListener('click', () => {
                Words.use(code);
                render(last === null);
            });
        }
        window.addEventListener('hashchange', () => { Address.take(); check(); });
        window.addEventListener('beforeprint', () => {
            Array.from(document.querySelectorAll('details')).forEach((part) => { part.open = true; });
        });
        Address.take();
        check();
    }

    // For tests, and for whoever wants to look closer in the browser's console.
    window.wangchuan = Object.freeze({
        Bytes, Sha2, Ed25519, P256, Canonical, Keys, Notes, Tree, Cosign, Receipts, Certificates, Status, Trust, Pdf, Check,
        PackedWords, Packed, Labels, Rules, Producers, ProducerStatements, Presentations, Rechecks, Sampled, Primitives, Show, Words, Money,
        WORDS_ZH, WORDS_EN, PAPER_WORDS,
    });
    start();
})();
