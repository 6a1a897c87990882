// Command foreign is a second opinion on our logs, by Go's own note and tlog packages.
//
//	foreign check FOLDER VKEY     verify every entry and tile of a log, and each *.tlog-proof in FOLDER/proofs
//	foreign make FOLDER           write a log's checkpoint, proofs and verifier key, made without our code
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "check":
		err = check(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "make":
		err = produce(os.Args[2])
	default:
		err = errors.New("usage: foreign check FOLDER VKEY | foreign make FOLDER")
	}
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted")
}

func openCheckpoint(data []byte, vkey string) (origin string, tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", tree, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return "", tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return "", tree, errors.New("not three lines")
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return "", tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return lines[0], tree, err
}

// folder reads tiles from where C2SP tlog-tiles puts them: without the height in the path.
type folder string

func (f folder) Height() int { return height }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (f folder) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(string(f), strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func check(path string, vkey string) error {
	data, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return err
	}
	_, tree, err := openCheckpoint(data, vkey)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := checkEntries(folder(path), tree); err != nil {
		return err
	}
	proofs, err := filepath.Glob(filepath.Join(path, "proofs", "*.tlog-proof"))
	if err != nil {
		return err
	}
	for _, name := range proofs {
		if err := checkProof(name, vkey, tree, tlog.TileHashReader(tree, folder(path))); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
	}
	return nil
}

func checkEntries(f folder, tree tlog.Tree) error {
	hashes := tlog.TileHashReader(tree, f)
	for first := int64(0); first < tree.N; first += 1 << height {
		width := min(tree.N-first, 1<<height)
		bundle, err := os.ReadFile(f.path(tlog.Tile{H: height, L: -1, N: first >> height, W: int(width)}))
		if err != nil {
			return err
		}
		for i := first; i < first+width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("entry %d is cut off", i)
			}
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
			if err != nil {
				return err
			}
			if found[0] != tlog.RecordHash(entry) {
				return fmt.Errorf("entry %d is not the one in the tree", i)
			}
		}
		if len(bundle) > 0 {
			return fmt.Errorf("more than %d entries", width)
		}
	}
	return nil
}

func checkProof(name string, vkey string, newer tlog.Tree, hashes tlog.HashReader) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	entryHex, err := os.ReadFile(strings.TrimSuffix(name, ".tlog-proof") + ".entry")
	if err != nil {
		return err
	}
	entry, err := hex.DecodeString(strings.TrimSpace(string(entryHex)))
	if err != nil {
		return err
	}
	head, signed, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		return errors.New("no blank line")
	}
	_, tree, err := openCheckpoint(signed, vkey)
	if err != nil {
		return err
	}
	lines := strings.Split(string(head), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("another format")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		if _, err := base64.StdEncoding.DecodeString(lines[0][6:]); err != nil {
			return err
		}
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	consistency, err := tlog.ProveTree(newer.N, tree.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(consistency, newer.N, newer.Hash, tree.N, tree.Hash)
}

func produce(path string) error {
	const size = 1000
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, index := range indexes {
			out = append(out, stored[index])
		}
		return out, nil
	})
	for i := int64(0); i < size; i++ {
		hashes, err := tlog.StoredHashes(i, []byte(fmt.Sprintf("entry %d", i)), reader)
		if err != nil {
			return err
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return err
	}
	skey, vkey, err := note.GenerateKey(rand.Reader, "foreign.example/log")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("foreign.example/log\n%d\n%s\n", size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(path, "vkey"), []byte(vkey), 0o644); err != nil {
		return err
	}
	for _, index := range []int64{0, 1, 255, 256, 511, 512, 998, 999} {
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return err
		}
		var out strings.Builder
		fmt.Fprintf(&out, "c2sp.org/tlog-proof@v1\nindex %d\n", index)
		for _, hash := range proof {
			fmt.Fprintf(&out, "%s\n", hash)
		}
		fmt.Fprintf(&out, "\n%s", signed)
		name := filepath.Join(path, fmt.Sprintf("%d.tlog-proof", index))
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
