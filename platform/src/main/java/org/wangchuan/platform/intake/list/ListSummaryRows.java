package org.wangchuan.platform.intake.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.HandOver;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.ledger.CurrentEvidence;
import org.wangchuan.platform.ledger.StatementOutline;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Against;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Destroyed;
import org.wangchuan.proof.statement.SummaryRow.Look;
import org.wangchuan.proof.statement.SummaryRow.Outcome;
import org.wangchuan.proof.statement.SummaryRow.Proof;
import org.wangchuan.proof.statement.SummaryRow.Second;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Verdict;

/**
 * The rows of a summary, worked out from what is true now. Nothing of a row is better than what pages say of the device: where the
 * statements alone would be, the row says that the books speak against it. Thread-safe.
 */
@Component
class ListSummaryRows {
    private final SecondLook second;
    private final HandOvers handOvers;
    private final CurrentEvidence evidence;

    ListSummaryRows(SecondLook second, HandOvers handOvers, CurrentEvidence evidence) {
        this.second = second;
        this.handOvers = handOvers;
        this.evidence = evidence;
    }

    /** As the tables give them; whether the files still verify is not asked. */
    @Transactional(readOnly = true)
    List<SummaryRow> told(BatchSummary summary) {
        return rows(summary, Map.of());
    }

    /** The same, when each file was verified anew; takes seconds for a thousand. */
    @Transactional(readOnly = true)
    List<SummaryRow> verified(BatchSummary summary) {
        return rows(summary, evidence.verified(events(summary)));
    }

    private static List<UUID> events(BatchSummary summary) {
        return summary.rows().stream()
                .flatMap(row -> row.statements().stream())
                .map(StatementOutline::eventId)
                .toList();
    }

    private List<SummaryRow> rows(BatchSummary summary, Map<UUID, CurrentEvidence.Standing> standings) {
        List<UUID> devices =
                summary.rows().stream().map(row -> row.item().device().id()).toList();
        Map<UUID, SecondLook.Said> looks = second.of(devices);
        Map<UUID, HandOver.Destruction> destroyed = handOvers.destructions(devices);
        Map<UUID, CurrentEvidence.Rules> rules = evidence.rules(events(summary));
        List<SummaryRow> out = new ArrayList<>();
        for (BatchSummary.Row row : summary.rows()) {
            UUID device = row.item().device().id();
            out.add(noBetterThanItsPage(
                    row,
                    new SummaryRow(
                            row.item().order().code(),
                            device(row.item().device()),
                            row.item().order().reference(),
                            where(row),
                            row.media().count().map(Integer::longValue),
                            row.statements().stream()
                                    .map(one -> proof(one, rules))
                                    .toList(),
                            List.copyOf(against(row, standings)),
                            Math.min(row.conflicts(), SummaryRow.CONFLICTS_MAX),
                            Optional.ofNullable(looks.get(device)).map(ListSummaryRows::second),
                            Optional.ofNullable(destroyed.get(device))
                                    .filter(_ -> where(row) == Where.HANDED_OVER)
                                    .map(ListSummaryRows::destroyed))));
        }
        return out;
    }

    private static ObservationClaims.Device device(Device device) {
        return new ObservationClaims.Device(
                device.code(), device.kind().id(), device.brand(), device.model(), device.serialTail());
    }

    private static Where where(BatchSummary.Row row) {
        DeviceState device = row.item().device().state();
        if (device == DeviceState.HANDED_OVER) {
            return Where.HANDED_OVER;
        }
        if (device == DeviceState.SEALED) {
            return Where.SEALED;
        }
        return switch (row.item().order().state()) {
            case TAKEN_IN, OFFERED, ACCEPTED, CONSENTED, AT_BENCH, ERASING, IN_PART -> Where.OPEN;
            case GOING_BACK, HELD, STATE_SECRETS -> Where.OPEN;
            case SEALED -> Where.SEALED;
            case LOST, MISSING -> Where.LOST;
            case RETURNED_UNTOUCHED -> Where.RETURNED_UNTOUCHED;
            case RETURNED_ERASED -> Where.RETURNED_ALTERED;
            case NOT_CLEARED -> Where.UNDECIDED;
            case CLEARED, CLOSED -> Where.KEPT;
        };
    }

    private static Proof proof(StatementOutline one, Map<UUID, CurrentEvidence.Rules> rules) {
        CurrentEvidence.Rules named =
                rules.getOrDefault(one.eventId(), new CurrentEvidence.Rules("?", "?")); // kept by the statement itself
        return new Proof(
                one.eventId(),
                one.digest(),
                one.hasCertificate(),
                one.serialTail(),
                Verdict.of(one.verdict()).orElse(Verdict.UNPROVEN),
                conformity(one),
                named.policy(),
                named.version(),
                one.at().getEpochSecond());
    }

    /** By the evidence and by people: whether a maker's word counts whoever reads a summary decides. */
    private static Conformity conformity(StatementOutline one) {
        if (!one.isConforming() || one.isByProducer()) {
            return Conformity.NOT_MET;
        }
        return one.isValidated() ? Conformity.ANSWERED : Conformity.MET;
    }

    private static Set<Against> against(BatchSummary.Row row, Map<UUID, CurrentEvidence.Standing> standings) {
        Set<Against> out = EnumSet.noneOf(Against.class);
        if (row.openErasures() > 0) {
            out.add(Against.OPEN_ERASURE);
        }
        for (StatementOutline one : row.statements()) {
            one.doubt()
                    .ifPresent(doubt -> out.add(
                            switch (doubt) {
                                case "open" -> Against.OPEN_ERASURE;
                                case "unreadable" -> Against.UNREADABLE;
                                default -> Against.EARLIER;
                            }));
            switch (standings.getOrDefault(one.eventId(), CurrentEvidence.Standing.HOLDS)) {
                case HOLDS -> {}
                case TAKEN_BACK -> out.add(Against.REVOKED);
                case REFUSED -> out.add(Against.REFUSED);
                case UNREADABLE -> out.add(Against.UNREADABLE);
            }
        }
        return out;
    }

    private static Second second(SecondLook.Said said) {
        return new Second(
                Look.valueOf(said.state().name()),
                said.at().map(Instant::getEpochSecond),
                said.isApart(),
                said.isFromAfar());
    }

    private static Destroyed destroyed(HandOver.Destruction said) {
        return new Destroyed(said.reference(), said.part(), said.on().toString(), said.byProcessor());
    }

    private static SummaryRow noBetterThanItsPage(BatchSummary.Row page, SummaryRow row) {
        boolean isVerdictBetter = row.verdict()
                .filter(Verdict::isGood)
                .filter(_ -> !page.verdict().filter(Verdict::isGood).isPresent())
                .isPresent();
        boolean isConforming =
                row.conformity().filter(word -> word != Conformity.NOT_MET).isPresent();
        boolean isProved = row.outcome() == Outcome.CLEARED && isConforming;
        boolean isBetter = isVerdictBetter
                || (isConforming && !page.isConforming())
                || (isProved && page.result() != BatchSummary.Result.CLEARED);
        return isBetter ? against(row, Against.BOOKS) : row;
    }

    private static SummaryRow against(SummaryRow row, Against more) {
        List<Against> all = new ArrayList<>(row.against());
        all.add(more);
        return new SummaryRow(
                row.order(),
                row.device(),
                row.asset(),
                row.where(),
                row.media(),
                row.proofs(),
                all,
                row.conflicts(),
                row.second(),
                row.destroyed());
    }
}
