package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * What the station remembers of a task, from the claim on; of one for a phone, from when it is asked anything.
 *
 * @param jobBefore the interrupted job that another had left on the medium when this task began: never gone on with
 * @param end how it ended, once it has; without the receipt, which is in its own file
 * @param isQueued whether its end was handed to the outbox
 * @param isCertified whether its certificate was handed to the outbox
 */
record TaskRecord(
        Task task, State state, Optional<UUID> jobBefore, Optional<Ended> end, boolean isQueued, boolean isCertified) {
    private static final String FORMAT = "wangchuan-agent-task/v1";

    /** Of a rule set: it is left out, as in records from when there was no other that a platform asked for. */
    private static final long FIRST_VERSION = 1;

    /** How far it is. */
    enum State {
        /** Of a phone alone: it is looked at and read, and nothing is set off; that the platform has said yes is not known here. */
        PREPARING,
        /** The platform has said yes; nothing was written to the medium. */
        CLAIMED,
        /** The medium may have been written to; of a phone, something may have been set off. */
        ERASING,
        /** Over; the end is in the outbox, or was. */
        ENDED
    }

    /** What the platform is told again if it asks again. */
    record Ended(TaskEnd told) {}

    static TaskRecord preparing(Task task) {
        return new TaskRecord(task, State.PREPARING, Optional.empty(), Optional.empty(), false, false);
    }

    static TaskRecord claimed(Task task) {
        return new TaskRecord(task, State.CLAIMED, Optional.empty(), Optional.empty(), false, false);
    }

    /** Of a task whose record is lost, and whose receipt is not: that is all that counts of it. */
    static TaskRecord finished(UUID id) {
        return claimed(new Task(id, "", "", Optional.empty(), "", 1, "")).ended(TaskEnd.finished(""));
    }

    TaskRecord erasing(Optional<UUID> left) {
        return new TaskRecord(task, State.ERASING, left, Optional.empty(), false, false);
    }

    /** The serial is of no more use here. */
    TaskRecord ended(TaskEnd told) {
        Task rest = task.showing(Optional.empty());
        TaskEnd shorter = new TaskEnd(told.outcome(), told.code(), told.text(), Optional.empty());
        return new TaskRecord(rest, State.ENDED, Optional.empty(), Optional.of(new Ended(shorter)), false, false);
    }

    TaskRecord queued() {
        return new TaskRecord(task, state, jobBefore, end, true, isCertified);
    }

    TaskRecord certified() {
        return new TaskRecord(task, state, jobBefore, end, isQueued, true);
    }

    /** Whether the platform is known to have said yes. */
    boolean isClaimed() {
        return state == State.CLAIMED || state == State.ERASING;
    }

    /** Whether it has a receipt, and its certificate was not handed on yet. */
    boolean awaitsCertificate() {
        return !isCertified
                && end.filter(ended -> ended.told().outcome() == TaskEnd.Outcome.FINISHED)
                        .isPresent();
    }

    JsonValue.Obj toJson() {
        Json.Builder out = Json.object()
                .put("format", FORMAT)
                .put("task", task.id().toString())
                .put("order", task.order())
                .put("lane", task.lane())
                .put("serial", task.serial())
                .put("policy", task.policy())
                .put("asset", task.asset())
                .put("kind", Optional.of(task).filter(Task::isPhone).map(one -> Json.wireName(one.kind())))
                .put("state", Json.wireName(state))
                .put("jobBefore", jobBefore.map(UUID::toString))
                .put("isQueued", isQueued)
                .put("isCertified", isCertified);
        if (task.policyVersion() != FIRST_VERSION) {
            out.put("policyVersion", task.policyVersion());
        }
        end.ifPresent(ended -> out.put("end", ended.told().toJson()));
        return out.build();
    }

    static TaskRecord fromJson(Json.Fields in) throws ShapeException {
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, in.text("format"));
        }
        return new TaskRecord(
                new Task(
                        AgentFolder.uuid(in, "task"),
                        in.text("order"),
                        in.text("lane"),
                        in.optionalText("serial"),
                        in.text("policy"),
                        in.has("policyVersion")
                                ? in.whole("policyVersion", FIRST_VERSION, Integer.MAX_VALUE)
                                : FIRST_VERSION,
                        in.text("asset"),
                        in.has("kind") ? in.constant("kind", Task.Kind.class) : Task.Kind.DRIVE),
                in.constant("state", State.class),
                in.has("jobBefore") ? Optional.of(AgentFolder.uuid(in, "jobBefore")) : Optional.empty(),
                in.has("end") ? Optional.of(new Ended(TaskEnd.fromJson(in.object("end")))) : Optional.empty(),
                in.bool("isQueued"),
                in.bool("isCertified"));
    }
}
