package org.wangchuan.platform.vault;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.vault.Persons.Known;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.proof.text.PersonalData;

/**
 * Looks at what is typed beside a reason or a disclosure: it stays in clear after the person is forgotten, so nothing of theirs may be
 * in it. Thread-safe.
 */
@Component
class References {
    private static final int CHARS_MAX = 100;
    private static final int TOLD_MIN = 2;
    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]+");

    private final Persons persons;

    References(Persons persons) {
        this.persons = persons;
    }

    void check(Known person, String text) throws VaultException {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean isText = !text.isBlank()
                && text.length() <= CHARS_MAX
                && TEXT.matcher(text).matches();
        if (!isText || PersonalData.isIn(wide)) {
            throw new VaultException(Code.BAD_REFERENCE, "no such text, or something of a person");
        }
        String told = bare(wide);
        for (Field field : persons.fields(person.id())) {
            if (field.isAttachment() || field == Field.ID_KIND || field == Field.AUTHORITY) {
                continue;
            }
            Optional<String> kept = persons.get(person, field).map(References::bare);
            if (kept.filter(value -> value.length() >= TOLD_MIN && told.contains(value))
                    .isPresent()) {
                throw new VaultException(Code.BAD_REFERENCE, "something of the person");
            }
        }
    }

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
