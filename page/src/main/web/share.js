// What a holder ticks to pass a certificate on with fewer facts. Nothing is ticked beforehand; the device can't be left out.

const Share = (function () {
    const { element, given } = Show;
    const say = Words.say;
    // Never the name of the file that was picked: people write names into file names.
    const NAME = 'copy.certificate.json';
    let bytes = null;
    let ticked = [];
    let said = []; // the words below the button, by their key

    /** Which certificate is meant; another one begins with nothing ticked. */
    function about(file) {
        if (file === null || bytes === null || !Bytes.equal(file, bytes)) {
            ticked = [];
            said = [];
        }
        bytes = file;
    }

    function box(key, isThere, isChosen, onChange) {
        const input = element('input', '');
        input.type = 'checkbox';
        input.id = 'share-' + key;
        input.checked = isChosen;
        input.disabled = !isThere || onChange === null;
        if (onChange !== null) {
            input.addEventListener('change', () => onChange(input.checked));
        }
        const label = element('label', 'tick', input, element('span', '', say('share.' + key),
            isThere ? null : element('span', 'none', ' ' + say('share.absent'))));
        return label;
    }

    function tick(fact, isChosen) {
        ticked = Presentations.FACTS.filter((one) => one === fact ? isChosen : ticked.indexOf(one) >= 0);
        tell([]);
    }

    /** Says it below the button; a screen reader reads it out. */
    function tell(keys) {
        said = keys;
        const words = keys.map((key) => say(key)).join(' ');
        const place = document.getElementById('shared');
        if (place.textContent !== words) { // else some readers say it again
            place.textContent = words;
        }
    }

    const deviceOf = ({ target, phone }) => target !== null ? [target.model || target.name] : [phone.maker, phone.model];

    /**
     * The form for the certificate that is meant.
     *
     * @param clearing its clearing statement
     * @param check answers for the bytes of a certificate as for the one that was picked
     */
    function form({ claims, shown }, check) {
        const there = Presentations.shownIn(bytes);
        const ticks = element('fieldset', '', element('legend', '', say('share.legend')),
            box('target', true, true, null),
            element('p', 'hint', given(deviceOf(shown).concat(Statements.serialOf(shown)).filter(Boolean).join(' \u00b7 '))));
        for (const fact of Presentations.FACTS) {
            const isThere = there.indexOf(fact) >= 0;
            ticks.appendChild(box(fact, isThere, isThere && ticked.indexOf(fact) >= 0, (isChosen) => tick(fact, isChosen)));
            if (fact === 'work' && isThere && ['purged', 'cleared'].indexOf(claims.verdict) >= 0) {
                const hint = ticks.appendChild(element('p', 'hint', say('share.work.hint', say('head.hidden'))));
                hint.id = 'share-work-hint';
                ticks.querySelector('#share-work').setAttribute('aria-describedby', hint.id);
            }
        }
        const button = element('button', '', say('share.save'));
        button.type = 'button';
        button.id = 'share-save';
        button.addEventListener('click', () => save(check));
        const title = element('h3', '', say('share.title'));
        title.id = 'share-title';
        title.tabIndex = -1;
        return element('div', 'share', title, element('p', '', say('share.lead')), ticks,
            element('p', 'hint', say('share.always')), element('p', 'hint', say('share.linked')), button);
    }

    /** Leads to the form, which stands below the whole record. No link: that would change the address, which may hold a code. */
    function leader() {
        const button = element('button', '', say('share.title') + ' \u2193');
        button.type = 'button';
        button.id = 'share-leader';
        button.addEventListener('click', () => {
            const title = document.getElementById('share-title');
            title.focus();
            title.scrollIntoView();
        });
        return button;
    }

    /** Only what verifies is given away. */
    async function save(check) {
        const from = bytes;
        const made = Presentations.of(from, ticked);
        const answer = await check(made);
        if (from !== bytes) {
            return;
        }
        if (answer.failure) {
            tell(['share.failed', 'code.' + answer.failure.code]);
            return;
        }
        download(made);
        tell(answer.verified.operator === null ? ['share.saved', 'what.unknown'] : ['share.saved']);
    }

    function download(content) {
        const link = element('a', '');
        const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
        link.setAttribute('href', address);
        link.setAttribute('download', NAME);
        document.body.appendChild(link); // Firefox clicks only what is in the document
        link.click();
        document.body.removeChild(link);
        setTimeout(() => URL.revokeObjectURL(address), 60000);
    }

    return { about, form, leader, retell: () => tell(said) };
})();
