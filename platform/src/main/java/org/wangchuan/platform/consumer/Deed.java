package org.wangchuan.platform.consumer;

import java.util.Optional;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.vault.VaultException;

/** What a button of the owner's pages does; it can be refused. */
interface Deed {
    void done() throws OrderException, VaultException, GateException, CodeException;

    /** Does it; if it is refused, the key of the words for why. */
    default Optional<String> refused() {
        try {
            done();
            return Optional.empty();
        } catch (OrderException e) {
            return Optional.of("consumer.problem." + e.code());
        } catch (VaultException e) {
            return Optional.of("vault.problem." + e.code());
        } catch (CodeException e) {
            return Optional.of(e.isLocked() ? "consumer.problem.presence-locked" : "consumer.problem.presence-code");
        } catch (GateException e) {
            if (e.code() == GateException.Code.RECOVERY) {
                return Optional.of("consumer.problem.RECOVERY");
            }
            return Optional.of("consumer.problem." + OrderException.Code.WRONG_STATE); // held at the counter
        }
    }
}
