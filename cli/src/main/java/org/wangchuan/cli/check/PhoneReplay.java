package org.wangchuan.cli.check;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.station.producer.ProducersOfPhone;
import org.wangchuan.station.receipt.ClaimsOfPhone;

/** Computes from the record of a phone what its statement must say, and compares; and whether the record is of the phone that is shown. */
final class PhoneReplay {
    /** By which numbers a record can name what a statement shows as the serial number. */
    private static final List<Name> SERIALS = List.of(Name.SERIAL, Name.USB_SERIAL);

    private PhoneReplay() {}

    static void require(Statement.Clearing clearing, byte[] bytes) throws VerificationException {
        clearing.claims().evidence().verify(bytes);
        PhoneEvidence record;
        try {
            record = PhoneEvidence.read(bytes);
        } catch (EvidenceException e) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "evidence", "a complete record", String.valueOf(e.getMessage()));
        }
        WhatFollows.require(ClaimsOfPhone.claims(record, clearing.claims().start()), clearing.claims());
        Optional<Phone> phone = clearing.disclosed().phone();
        if (phone.isPresent()) {
            requirePhone(record, phone.get());
        }
        Replay.requireSame(
                "how it was erased",
                Optional.of(CanonicalJson.writeText(ClaimsOfPhone.work(record).json())),
                clearing.disclosed().phoneWork().map(PhoneWork::json).map(CanonicalJson::writeText));
        requireProducers(record, clearing.disclosed());
    }

    /** That a record fits what a producer states follows from both, clause by clause; whose word counts from neither. */
    private static void requireProducers(PhoneEvidence record, Disclosed shown) throws VerificationException {
        List<SignedProducerStatement> statements = ProducerChecks.statements(shown);
        for (int i = 0; i < statements.size(); i++) {
            List<String> said = shown.producers().orElseThrow().all().get(i).clauses();
            List<String> follows = ProducersOfPhone.fit(record, statements.get(i))
                    .map(ProducerFit::clauses)
                    .orElse(List.of());
            if (!follows.equals(said)) {
                throw new VerificationException(
                        FailureCode.EVIDENCE,
                        "producer's statement " + statements.get(i).claims().number(),
                        "the clauses for which the record fits it: " + follows,
                        said + "");
            }
        }
    }

    /** All that the record says of it is what is shown; serial number and key are not in the record, but fit its digests. */
    private static void requirePhone(PhoneEvidence record, Phone shown) throws VerificationException {
        Phone told = ClaimsOfPhone.phone(record.events(), shown.serial());
        Phone follows = shown.identityKey().isPresent()
                ? ClaimsOfPhone.withKey(told, shown.identityKey().get().toBytes())
                : told;
        if (!follows.equals(shown)) {
            throw new VerificationException(
                    FailureCode.EVIDENCE, "what was erased", "what follows from the evidence", "something else");
        }
        if (shown.serial().isPresent()) {
            // Without the key nobody can tell whether the number is the phone's that the record is of.
            Bytes32 key = shown.identityKey()
                    .orElseThrow(() -> new VerificationException(
                            FailureCode.EVIDENCE,
                            "phone.identityKey",
                            "the key of the serial number's digest",
                            "none"));
            if (!isNamedBy(record, shown.serial().get(), key.toBytes())) {
                throw new VerificationException(
                        FailureCode.EVIDENCE, "phone.serial", "the phone that the record is of", "another one");
            }
        }
    }

    /**
     * By any number of those that the record holds; and by each that it holds of this phone where its Android's system told: what shows one on USB and tells another is
     * not known to be the phone of either. An iPhone has its UDID on USB, and a boot loader may call itself otherwise.
     */
    private static boolean isNamedBy(PhoneEvidence record, String serial, byte[] key) {
        PhoneIdentity known = record.identity();
        return SERIALS.stream().anyMatch(name -> fits(known, name, serial, key))
                && record.history().seen().stream()
                        .filter(seen -> seen.facts().isToldByAndroid())
                        .map(PhoneEvent.Seen::identity)
                        .filter(one -> one.compared(known) == Sameness.SAME)
                        .allMatch(one -> SERIALS.stream()
                                .filter(name -> one.digests().containsKey(name))
                                .allMatch(name -> fits(one, name, serial, key)));
    }

    private static boolean fits(PhoneIdentity identity, Name name, String serial, byte[] key) {
        return Digests.ofSerial(key, name, serial).equals(identity.digests().get(name));
    }
}
