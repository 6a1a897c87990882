package org.wangchuan.station.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tasks of phones whose claim the platform refused for good. Whoever uses it sees to it that one thread does at a time. */
final class UnclaimedTasks {
    private final Map<UUID, Unclaimed> all = new HashMap<>();

    /** One of them, and in how many lists it was named since. */
    private static final class Unclaimed {
        private final String code;
        private int named;

        Unclaimed(String code) {
            this.code = code;
        }
    }

    /** @param code why */
    void add(UUID task, String code) {
        all.put(task, new Unclaimed(code));
    }

    boolean contains(UUID task) {
        return all.containsKey(task);
    }

    /** The first list may have been on its way when the claim was refused; by the second the platform goes on asking for what it does not let anybody begin. */
    void named(List<Task> wanted, Ends ends) throws IOException {
        all.keySet().retainAll(wanted.stream().map(Task::id).toList());
        for (Task task : wanted) {
            Unclaimed one = all.get(task.id());
            if (one != null && ++one.named > 1) {
                ends.refuse(TaskRecord.preparing(task), PhoneReasons.notClaimed(one.code));
                all.remove(task.id());
            }
        }
    }
}
