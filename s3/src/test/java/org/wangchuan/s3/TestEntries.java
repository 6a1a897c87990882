package org.wangchuan.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.note.NoteSigner;

/** A log's key and entries that are the same in every run. */
final class TestEntries {
    static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    private TestEntries() {}

    static NewEntry entry(long number) {
        byte[] entry = new byte[NewEntry.LENGTH];
        new Random(number).nextBytes(entry);
        return new NewEntry(new UUID(7, number), entry);
    }

    static List<NewEntry> entries(int first, int count) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            out.add(entry(i));
        }
        return out;
    }
}
