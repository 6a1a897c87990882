package org.wangchuan.platform.intake.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Verdict;

/** Puts down, signed, what was gone through: nothing of it is set by anybody, all of it follows from the answers. Thread-safe. */
@Component
class WorkflowRecords {
    private final Observations observations;
    private final Workflows workflows;
    private final Devices devices;
    private final Accounts accounts;

    WorkflowRecords(Observations observations, Workflows workflows, Devices devices, Accounts accounts) {
        this.observations = observations;
        this.workflows = workflows;
        this.devices = devices;
        this.accounts = accounts;
    }

    /** Signs the record of a run that ends now; in the caller's transaction. */
    void sign(WorkOrder order, WorkflowRuns.Run run, List<WorkflowRuns.Given> given, Instant endedAt) {
        Map<String, String> answers = WorkflowRuns.last(given);
        WorkflowResult result = run.workflow().result(answers);
        Observations.Unmet unmet = observations.unmet(order.policy(), order.agreedVersion());
        observations.record(
                run.id(),
                order.id(),
                order.site(),
                endedAt,
                run.workflow().stage().id(),
                new ObservationClaims(
                        order.code(),
                        new ObservationClaims.Workflow(
                                run.workflow().id(), run.workflow().version(), workflows.digest(run.workflow())),
                        device(devices.find(order.device()).orElseThrow()),
                        run.startedAt().getEpochSecond(),
                        given.stream().map(this::answer).toList(),
                        Verdict.valueOf(result.verdict().name()),
                        ObservationClaims.Tier.valueOf(result.tier().name()),
                        ObservationClaims.Lock.valueOf(result.lock().name()),
                        result.because().stream().map(Workflow.Rule::id).toList(),
                        unmet.policy(),
                        unmet.clauses()));
    }

    private static ObservationClaims.Device device(Device device) {
        return new ObservationClaims.Device(
                device.code(),
                device.kind().id(),
                line(device.brand()),
                line(device.model()),
                device.serialTail().map(WorkflowRecords::line).filter(tail -> !tail.isEmpty()));
    }

    private ObservationClaims.Answer answer(WorkflowRuns.Given given) {
        return new ObservationClaims.Answer(
                given.step(),
                given.answer(),
                name(given.account()),
                given.at().getEpochSecond(),
                given.photo().map(Vault.KeptPicture::commitment));
    }

    /** By whom, as colleagues know them (decision 0044). */
    private String name(UUID account) {
        return accounts.workName(account)
                .map(WorkflowRecords::line)
                .filter(name -> !name.isEmpty())
                .orElse("?");
    }

    /** What was typed long ago must not keep a run from ending. */
    private static String line(String text) {
        return ObservationClaims.isLine(text)
                ? text
                : text.codePoints()
                        .filter(letter -> !Character.isISOControl(letter))
                        .limit(80)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }
}
