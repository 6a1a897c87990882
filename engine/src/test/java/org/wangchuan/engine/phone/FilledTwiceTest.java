package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A phone that answered "done" to a write that was not is no other for a fill that came out well. */
class FilledTwiceTest {
    private static final int FILLED = 10;

    @Test
    void aFileThatWasWrongOnceStaysWrong() throws Exception {
        PhoneRecord record = PhoneRecord.filled();
        FillOutcome well = ((PhoneEvent.Filled) record.events().get(FILLED)).outcome();
        assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
        FillOutcome badly = new FillOutcome(
                well.freeBytesBefore(),
                well.freeBytesAfter(),
                well.reservedBytes(),
                well.writtenBytes(),
                well.verifiedBytes() - 1,
                well.sampledBytes(),
                List.of(3),
                well.isFull(),
                well.storageBytes());
        PhoneVerdict verdict =
                record.into(FILLED, new PhoneEvent.Filled(badly, at(20))).judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.MISMATCH);
    }
}
