package org.wangchuan.platform.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.WithdrawalClaims;

/**
 * Signs what owners agree to, that a consent is over, and what speaks for their being there: in the transaction in which that is so.
 * Thread-safe.
 */
@Component
class OwnerRecords {
    private final InstantSource clock;
    private final Records records;
    private final RuleSets rules;
    private final DeviceSearch devices;
    private final Accounts accounts;

    OwnerRecords(InstantSource clock, Records records, RuleSets rules, DeviceSearch devices, Accounts accounts) {
        this.clock = clock;
        this.records = records;
        this.rules = rules;
        this.devices = devices;
        this.accounts = accounts;
    }

    /** Somebody has agreed. */
    @Transactional(propagation = Propagation.MANDATORY)
    void consented(WorkOrder order, Agreement agreement, Actor by) {
        Device device = devices.one(order.device()).orElseThrow();
        ConsentClaims claims = new ConsentClaims(
                order.code(),
                new ConsentClaims.Device(device.code(), device.kind().id()),
                agreement.words().claims(),
                agreement.declaration().map(Agreement.Words::claims),
                rules.policy(order.policy(), order.agreedVersion()),
                // What is paid for a list is agreed for all of it: none of it is this device's, and zero would be
                // false.
                order.batch().isPresent()
                        ? Optional.empty()
                        : order.offer().map(offer -> new ConsentClaims.Offer(offer.minor(), offer.currency())),
                ConsentClaims.Presenter.valueOf(order.presenter().name()),
                agreement.scope(),
                said(by));
        UUID id = UUID.randomUUID();
        Instant at = clock.instant();
        records.append(
                new Records.About(id, Records.Kind.CONSENT, order.id(), order.code(), order.site(), at),
                (issuer, chain) -> issuer.consent(chain, id, at, claims));
    }

    /** The device goes home untouched: what was agreed to, if it was signed, is over. That is said once. */
    @Transactional(propagation = Propagation.MANDATORY)
    void isOver(WorkOrder order, Actor by) {
        Optional<Bytes32> consent = records.latest(order.id(), Records.Kind.CONSENT);
        boolean isSaid = records.agreed(order.id()).stream()
                .map(Records.Shown::kind)
                .filter(kind -> kind == Records.Kind.CONSENT || kind == Records.Kind.WITHDRAWAL)
                .reduce((_, last) -> last)
                .filter(Records.Kind.WITHDRAWAL::equals)
                .isPresent();
        if (consent.isEmpty() || isSaid) { // of each consent that is said once
            return;
        }
        WithdrawalClaims claims = new WithdrawalClaims(order.code(), consent.get(), said(by));
        UUID id = UUID.randomUUID();
        Instant at = clock.instant();
        records.append(
                new Records.About(id, Records.Kind.WITHDRAWAL, order.id(), order.code(), order.site(), at),
                (issuer, chain) -> issuer.withdrawal(chain, id, at, claims));
    }

    /**
     * Something spoke for somebody's being there, or against it.
     *
     * @param of the erasure that it is of
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void present(WorkOrder order, Presence.Shown shown, Presences.Course of, Actor by) {
        Device device = devices.one(order.device()).orElseThrow();
        PresenceClaims claims = new PresenceClaims(
                order.code(),
                new ConsentClaims.Device(device.code(), device.kind().id()),
                PresenceClaims.Grade.valueOf(shown.grade().name()),
                of.begunAt().map(Instant::getEpochSecond),
                of.endedAt().map(Instant::getEpochSecond),
                records.latest(order.id(), Records.Kind.CONSENT),
                shown.picture(),
                shown.scope(),
                said(by));
        UUID id = UUID.randomUUID();
        Instant at = clock.instant();
        records.append(
                new Records.About(id, Records.Kind.PRESENCE, order.id(), order.code(), order.site(), at),
                (issuer, chain) -> issuer.presence(chain, id, at, claims));
    }

    private Said said(Actor by) {
        return switch (by.kind()) {
            case OWNER -> new Said(Through.OWN_BROWSER, Optional.empty());
            case GLASS -> new Said(Through.COUNTER_SCREEN, name(by));
            case STAFF -> new Said(Through.CLERK, name(by));
            case STATION, PLATFORM -> throw new IllegalArgumentException("no machine agrees to anything");
        };
    }

    /** By whom, as colleagues know them (decision 0044). */
    private Optional<String> name(Actor by) {
        return Optional.of(by.id().flatMap(accounts::workName).orElse("?"));
    }
}
