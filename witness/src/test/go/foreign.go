// Command foreign is a second opinion on our witness, by Go's own note package and sigsum's client.
//
//	foreign verify FILE LOG WITNESS    verify a cosigned checkpoint under a log's and a witness's verifier key
//	foreign log FILE                   make a log's key, write it down, and print its verifier key
//	foreign ask URL FILE WITNESS       grow that log and have it cosigned; then try what must be refused
package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"sigsum.org/sigsum-go/pkg/api"
	"sigsum.org/sigsum-go/pkg/checkpoint"
	"sigsum.org/sigsum-go/pkg/client"
	"sigsum.org/sigsum-go/pkg/crypto"
	"sigsum.org/sigsum-go/pkg/merkle"
	"sigsum.org/sigsum-go/pkg/requests"
	"sigsum.org/sigsum-go/pkg/types"
)

func main() {
	var err error
	switch {
	case len(os.Args) == 5 && os.Args[1] == "verify":
		err = verify(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) == 3 && os.Args[1] == "log":
		err = newLog(os.Args[2])
	case len(os.Args) == 5 && os.Args[1] == "ask":
		err = ask(os.Args[2], os.Args[3], os.Args[4])
	default:
		err = errors.New("usage: foreign verify FILE LOG WITNESS | foreign log FILE | foreign ask URL FILE WITNESS")
	}
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	if os.Args[1] != "log" {
		fmt.Println("accepted")
	}
}

// cosigner verifies cosignatures of version 1, which Go's package leaves to others.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	id, key, found := strings.Cut(rest, "+")
	if !found {
		return nil, errors.New("not a verifier key")
	}
	hash, err := hex.DecodeString(id)
	if err != nil || len(hash) != 4 {
		return nil, errors.New("not a key id")
	}
	typed, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(typed) != 33 || typed[0] != 4 {
		return nil, errors.New("not a cosigner's key")
	}
	return &cosigner{name, binary.BigEndian.Uint32(hash), typed[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

func verify(name, logKey, witnessKey string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return err
	}
	witness, err := newCosigner(witnessKey)
	if err != nil {
		return err
	}
	opened, err := note.Open(data, note.VerifierList(log, witness))
	if err != nil {
		return err
	}
	if len(opened.Sigs) != 2 || len(opened.UnverifiedSigs) != 0 {
		return errors.New("not one signature of each")
	}
	return nil
}

func newLog(name string) error {
	public, signer, err := crypto.NewKeyPair()
	if err != nil {
		return err
	}
	private := signer.Private()
	if err := os.WriteFile(name, []byte(hex.EncodeToString(private[:])), 0o600); err != nil {
		return err
	}
	verifier := checkpoint.NewNoteVerifier(types.SigsumCheckpointOrigin(&public), checkpoint.SigTypeEd25519, &public)
	fmt.Println(verifier.String())
	return nil
}

type asker struct {
	signer  *crypto.Ed25519Signer
	witness checkpoint.NoteVerifier
	client  *client.Client
}

func ask(url, keyFile, witnessKey string) error {
	private, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	signer, err := crypto.SignerFromHex(string(private))
	if err != nil {
		return err
	}
	a := asker{signer: signer, client: client.New(client.Config{URL: url, UserAgent: "foreign"})}
	if err := a.witness.FromString(witnessKey); err != nil {
		return err
	}
	one, other := merkle.NewTree(), merkle.NewTree()
	size := uint64(0)
	for _, next := range []uint64{0, 1, 2, 5, 5, 64, 301} {
		grow(&one, next, "one")
		grow(&other, next, "other")
		if err := a.add(&one, size); err != nil {
			return fmt.Errorf("size %d after %d: %w", next, size, err)
		}
		size = next
	}
	err = a.add(&one, 64)
	if told, isConflict := api.ErrorConflictOldSize(err); !isConflict || told != 301 {
		return fmt.Errorf("a wrong old size should be told 301: %v", err)
	}
	if err := a.add(&other, 301); !errors.Is(err, api.ErrUnprocessableEntity) {
		return fmt.Errorf("a fork should not be processable: %v", err)
	}
	grow(&other, 302, "other")
	if err := a.add(&other, 301); !errors.Is(err, api.ErrUnprocessableEntity) {
		return fmt.Errorf("a fork that has grown should not be processable: %v", err)
	}
	_, stranger, err := crypto.NewKeyPair()
	if err != nil {
		return err
	}
	unknown := a
	unknown.signer = stranger
	if err := unknown.add(&one, 301); !errors.Is(err, api.ErrNotFound) {
		return fmt.Errorf("an unknown log should not be found: %v", err)
	}
	return nil
}

func grow(tree *merkle.Tree, size uint64, salt string) {
	for tree.Size() < size {
		leaf := merkle.HashLeafNode([]byte(fmt.Sprintf("%s %d", salt, tree.Size())))
		tree.AddLeafHash(&leaf)
	}
}

func (a *asker) add(tree *merkle.Tree, oldSize uint64) error {
	public := a.signer.Public()
	origin := types.SigsumCheckpointOrigin(&public)
	head := types.TreeHead{Size: tree.Size(), RootHash: tree.GetRootHash()}
	signed, err := head.Sign(a.signer)
	if err != nil {
		return err
	}
	var path []crypto.Hash
	if oldSize > 0 && oldSize < tree.Size() {
		if path, err = tree.ProveConsistency(oldSize, tree.Size()); err != nil {
			return err
		}
	}
	lines, err := a.client.AddCheckpoint(context.Background(), requests.AddCheckpoint{
		OldSize: oldSize,
		Proof:   types.ConsistencyProof{Path: path},
		Checkpoint: checkpoint.Checkpoint{
			SignedTreeHead: signed,
			Origin:         origin,
			KeyId:          checkpoint.NewLogKeyId(origin, &public),
		},
	})
	if err != nil {
		return err
	}
	if len(lines) != 1 || lines[0].KeyName != a.witness.Name || lines[0].KeyId != a.witness.KeyId {
		return errors.New("not one cosignature by this witness")
	}
	if !lines[0].Cosignature.Verify(&a.witness.PublicKey, origin, &head) {
		return errors.New("the cosignature does not verify")
	}
	return nil
}
