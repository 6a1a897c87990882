package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * Whether a word for a list covers what is about to be chosen by it: asked with the order locked, after all that is asked of any choice, so
 * that what happened since somebody looked is seen. Thread-safe.
 */
@Component
class ListCover {
    private final ListWordTable words;
    private final ListTries tries;
    private final DeviceMedia media;

    ListCover(ListWordTable words, ListTries tries, DeviceMedia media) {
        this.words = words;
        this.tries = tries;
        this.media = media;
    }

    /** Refuses what it does not cover. Until the caller's transaction ends nobody ends the word: what was chosen by it is seen by whoever does. */
    @Transactional(propagation = Propagation.MANDATORY)
    void require(ListWord word, WorkOrder order, Stations.Station station, Lane lane) throws BenchException {
        boolean isItsOwn = words.held(word.id())
                .filter(held -> held.account().equals(word.account()))
                .filter(held -> held.isFor(station.id()))
                .filter(held -> order.batch().equals(Optional.of(held.batch())))
                .isPresent();
        if (!isItsOwn) {
            throw new BenchException(BenchException.Code.LIST_WORD_OVER, "nobody says so any more");
        }
        List<DeviceMedia.Noted> noted = lane.serial().stream()
                .flatMap(serial -> media.notedHere(order.site(), List.of(serial)).stream())
                .toList();
        boolean isOneAlone = noted.size() == 1 && noted.getFirst().device().equals(order.device());
        if (!isOneAlone || tries.of(List.of(order)).why(order, noted.getFirst()).isPresent()) {
            throw new BenchException(BenchException.Code.LIST_WORD_PERSON, "a person looks at it");
        }
    }
}
