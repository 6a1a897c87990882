// Typed access to the members of an object; every failure names the path.

class Fields {
    constructor(members, path) {
        this.members = members;
        this.path = path || '';
    }

    at(name) {
        return this.path === '' ? name : this.path + '.' + name;
    }

    fail(name, expected, found) {
        return new ShapeFailure(this.at(name), expected, found);
    }

    has(name) {
        return this.members.has(name);
    }

    /** This reader, once every member is known to be expected: nothing unknown passes unread. */
    only(...names) {
        for (const name of this.members.keys()) {
            if (names.indexOf(name) < 0) {
                throw this.fail(name, 'no such member', 'one');
            }
        }
        return this;
    }

    require(name, expected, isOfType) {
        if (!this.members.has(name)) {
            throw this.fail(name, expected, 'nothing');
        }
        const value = this.members.get(name);
        if (!isOfType(value)) {
            throw this.fail(name, expected, 'another type');
        }
        return value;
    }

    text(name) {
        return this.require(name, 'a string', (v) => typeof v === 'string');
    }

    /** The text, or null where there is none. */
    optionalText(name) {
        return this.has(name) ? this.text(name) : null;
    }

    whole(name, min, max) {
        const value = this.require(name, 'an integer', (v) => typeof v === 'number');
        if (value < min || value > max) {
            throw this.fail(name, 'an integer from ' + min + ' to ' + max, value);
        }
        return value;
    }

    natural(name) {
        return this.whole(name, 0, Number.MAX_SAFE_INTEGER);
    }

    bool(name) {
        return this.require(name, 'true or false', (v) => typeof v === 'boolean');
    }

    object(name) {
        return new Fields(this.require(name, 'an object', (v) => v instanceof Map), this.at(name));
    }

    objects(name) {
        const items = this.require(name, 'an array', Array.isArray);
        return items.map((item, i) => {
            if (!(item instanceof Map)) {
                throw this.fail(name, 'an array of objects', 'another type');
            }
            return new Fields(item, this.at(name) + '[' + i + ']');
        });
    }

    texts(name) {
        const items = this.require(name, 'an array', Array.isArray);
        if (!items.every((item) => typeof item === 'string')) {
            throw this.fail(name, 'an array of strings', 'another type');
        }
        return items;
    }

    /** One of these words. */
    word(name, ...words) {
        const text = this.text(name);
        if (words.indexOf(text) < 0) {
            throw this.fail(name, 'one of ' + words.join(', '), 'another word');
        }
        return text;
    }
}
