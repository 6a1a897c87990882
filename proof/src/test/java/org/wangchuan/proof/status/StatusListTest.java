package org.wangchuan.proof.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.StatusBook;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusList.State;

class StatusListTest {
    private static final UUID ID = new UUID(1, 2);
    private static final List<State> SET = List.of(State.REVOKED, State.SUPERSEDED, State.CORRECTED);

    @Test
    void eachEntryHasTheStateThatItWasGivenAndNoNeighbourChanges() throws VerificationException {
        StatusList list = StatusList.allValid(ID, 1024);
        State[] expected = new State[1024];
        java.util.Arrays.fill(expected, State.VALID);
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            int index = random.nextInt(1024);
            State state = SET.get(random.nextInt(SET.size()));
            list = list.with(index, state);
            expected[index] = state;
        }
        StatusList read = StatusList.parse(ID, list.base64Url());
        for (int i = 0; i < 1024; i++) {
            assertThat(read.state(i)).as("seed 5, entry %d", i).isEqualTo(expected[i]);
        }
        assertThat(read).isEqualTo(list);
        assertThat(read.claims()).isEqualTo(list.claims());
    }

    @Test
    void theFirstEntryStandsInTheLowestBits() {
        assertThat(StatusList.allValid(ID, 1024)
                        .with(0, State.REVOKED)
                        .with(2, State.CORRECTED)
                        .base64Url())
                .startsWith("MQAA"); // 0x31: 01 in bits 0 and 1, 11 in bits 4 and 5
    }

    @Test
    void theDigestCoversNameSizeAndBits() {
        StatusList list = StatusList.allValid(ID, 1024);
        assertThat(list.claims().digest())
                .isNotEqualTo(list.with(3, State.REVOKED).claims().digest())
                .isNotEqualTo(StatusList.allValid(new UUID(1, 3), 1024).claims().digest())
                .isNotEqualTo(StatusList.allValid(ID, 2048).claims().digest());
    }

    @Test
    void whatWasRevokedNeverHoldsAgain() {
        StatusList list = StatusList.allValid(ID, 1024).with(3, State.REVOKED);
        assertThatThrownBy(() -> list.with(3, State.VALID)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsOfOtherSizesAreRefused() {
        for (int entries : new int[] {0, 512, 1023, 1025, 3072, 1 << 21}) {
            assertThatThrownBy(() -> StatusList.allValid(ID, entries)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int bytes : new int[] {0, 1, 255, 257, 1 << 19}) {
            String text = org.wangchuan.proof.encoding.Base64Url.encode(new byte[bytes]);
            assertThatThrownBy(() -> StatusList.parse(ID, text)).isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void aBookGivesOutEachPlaceOnceAtRandomAndEndsInTime() throws VerificationException {
        StatusBook book = StatusBook.of(StatusList.allValid(ID, 1024));
        Set<Integer> given = new HashSet<>();
        int ascents = 0;
        int last = -1;
        for (int i = 0; i < 768; i++) {
            int index = book.take().orElseThrow().index();
            assertThat(given.add(index)).isTrue();
            ascents += index > last ? 1 : 0;
            last = index;
        }
        assertThat(book.take()).isEmpty();
        assertThat(ascents).as("half of 768 in random order").isBetween(300, 468);
        StatusBook read = StatusBook.parse(book.toBytes());
        assertThat(read.take()).isEmpty();
        int one = given.iterator().next();
        read.set(new StatusReference(ID, one), State.REVOKED);
        assertThat(read.list().state(one)).isEqualTo(State.REVOKED);
    }

    @Test
    void aPlaceThatWasNotGivenOutCannotBeSet() {
        StatusBook book = StatusBook.of(StatusList.allValid(ID, 1024));
        StatusReference taken = book.take().orElseThrow();
        assertThatThrownBy(() -> book.set(new StatusReference(ID, (taken.index() + 1) % 1024), State.REVOKED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.set(new StatusReference(new UUID(9, 9), taken.index()), State.REVOKED))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
