package org.wangchuan.engine.command.tcg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * Level 0 Discovery (Core Specification 2.01, "Level 0 Discovery"; features as in Opal 2.30, Pyrite 2.01 and their feature sets). It is there to
 * be read by anybody, and reading it changes nothing. What no descriptor tells is not told.
 *
 * @param revision of the structure
 * @param classes that it says it follows, those that can revert first
 * @param others codes of features that are not read here, as they come
 */
public record Level0Discovery(
        long revision,
        Transport transport,
        Locking locking,
        Optional<Geometry> geometry,
        List<SubsystemClass> classes,
        Optional<SingleUser> singleUser,
        BlockSid blockSid,
        DataRemoval dataRemoval,
        List<Integer> others) {
    /** What is specific to protocol 01h for it. */
    public static final int COM_ID = 0x0001;

    /** Bytes that are asked for; what devices tell is shorter by far. */
    public static final int BYTES = 2048;

    private static final String NAME = "Level 0 Discovery";
    private static final int HEADER_BYTES = 48;
    private static final int LENGTH_BYTES = 4;

    public Level0Discovery {
        classes = List.copyOf(classes);
        others = List.copyOf(others);
    }

    /**
     * Reads the answer.
     *
     * @throws AnswerException also if a length reaches further than what came, or a feature that is read here comes twice
     */
    public static Level0Discovery parse(byte[] bytes) throws AnswerException {
        AnswerBytes whole = AnswerBytes.within(NAME, bytes, HEADER_BYTES, BYTES);
        AnswerBytes answer = whole.announced(0, LENGTH_BYTES + whole.big32(0), HEADER_BYTES);
        long revision = answer.big32(4);
        answer.must(revision != 0, Code.TYPE, 4, "a revision", revision);
        Reading reading = new Reading();
        int at = HEADER_BYTES;
        while (answer.has(at, Descriptor.HEADER_BYTES)) {
            Descriptor feature = Descriptor.at(answer, at);
            reading.take(feature);
            at += Descriptor.HEADER_BYTES + feature.length();
        }
        answer.must(at == answer.size(), Code.LENGTH, at, "whole descriptors", answer.size() - (long) at);
        return reading.result(revision);
    }

    /** The first of the classes that can revert; empty if none does. */
    public Optional<SubsystemClass> reverting() {
        return classes.stream().filter(one -> one.kind().reverts()).findFirst();
    }

    private static final class Reading {
        private final Set<Integer> seen = new HashSet<>();
        private final List<SubsystemClass> classes = new ArrayList<>();
        private final List<Integer> others = new ArrayList<>();
        private Transport transport = Transport.NOT_TOLD;
        private Locking locking = Locking.NOT_TOLD;
        private Optional<Geometry> geometry = Optional.empty();
        private Optional<SingleUser> singleUser = Optional.empty();
        private BlockSid blockSid = BlockSid.NOT_TOLD;
        private DataRemoval dataRemoval = DataRemoval.NOT_TOLD;

        void take(Descriptor feature) throws AnswerException {
            if (feature.code() == 0) {
                return; // reserved: what some put behind the last one
            }
            Optional<SubsystemClass.Kind> kind = SubsystemClass.Kind.of(feature.code());
            if (kind.isPresent()) {
                once(feature);
                classes.add(SubsystemClass.parse(kind.get(), feature));
                return;
            }
            switch (feature.code()) {
                case Transport.CODE -> transport = Transport.parse(once(feature));
                case Locking.CODE -> locking = Locking.parse(once(feature));
                case Geometry.CODE -> geometry = Optional.of(Geometry.parse(once(feature)));
                case SingleUser.CODE -> singleUser = Optional.of(SingleUser.parse(once(feature)));
                case BlockSid.CODE -> blockSid = BlockSid.parse(once(feature));
                case DataRemoval.CODE -> dataRemoval = DataRemoval.parse(once(feature));
                default -> others.add(feature.code());
            }
        }

        private Descriptor once(Descriptor feature) throws AnswerException {
            feature.answer()
                    .must(seen.add(feature.code()), Code.VALUE, feature.at(), "each feature once", feature.code());
            return feature;
        }

        Level0Discovery result(long revision) {
            classes.sort(Comparator.comparing(SubsystemClass::kind));
            return new Level0Discovery(
                    revision, transport, locking, geometry, classes, singleUser, blockSid, dataRemoval, others);
        }
    }
}
