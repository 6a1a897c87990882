package org.wangchuan.station.agent;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.station.phone.BenchCables;
import org.wangchuan.station.phone.PhoneBench;

/** The phone cables of a bench. Used by one thread, but for the questions. */
public interface PhoneSockets extends AutoCloseable {
    /**
     * What hangs there.
     *
     * @param seen without asking it
     * @param question what asks it; empty if nothing can be asked without permission
     */
    record Plugged(PhoneState seen, Optional<Question> question) {}

    /** Asks one phone what it tells without permission. Each is asked on a thread of its own: it may hang. */
    interface Question {
        /**
         * Asks.
         *
         * @return the same plugging-in, with what it told, and what came of it
         */
        PhoneState ask() throws InterruptedException;
    }

    /**
     * All that is or may be a phone, by place; no phone is asked by this. A kernel that is stuck with one can hold it up for four seconds once: for two until it is read, and for
     * two until it is known which places are its port. Where another looks just now, that one's are waited for as well.
     */
    List<Plugged> look();

    /** The same cables, as those have them who work on phones; none if nobody can. */
    default Optional<PhoneBench> bench() {
        return Optional.empty();
    }

    /** Lets go of what it holds. */
    @Override
    void close();

    /**
     * Those of this machine.
     *
     * @param notes told where they can't be looked at
     */
    static PhoneSockets ofThisMachine(AgentNotes notes) {
        PhoneCables cables = new PhoneCables(Surroundings.real());
        return new ContactPhones(cables, Optional.of(new BenchCables(cables, notes::trouble)), notes::trouble);
    }
}
