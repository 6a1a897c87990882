// Command merkle prints proofs and distorted proofs with the verdict of the package transparency-dev/merkle, one a line:
//
//	inclusion INDEX SIZE LEAF ROOT HASHES VERDICT
//	consistency OLD NEW OLDROOT NEWROOT HASHES VERDICT
//
// Hashes are hexadecimal and separated by commas, with a hyphen for none; the verdict is accepted or refused.
package main

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
)

const size = 17

func main() {
	tree := testonly.New(rfc6962.DefaultHasher)
	tree.AppendData(testonly.LeafInputs()...)
	for i := len(testonly.LeafInputs()); i < size; i++ {
		tree.AppendData([]byte(fmt.Sprintf("leaf %d", i)))
	}
	for n := uint64(1); n <= size; n++ {
		for i := uint64(0); i < n; i++ {
			hashes, err := tree.InclusionProof(i, n)
			if err != nil {
				panic(err)
			}
			inclusions(i, n, tree.LeafHash(i), tree.HashAt(n), hashes)
		}
		for old := uint64(0); old <= n; old++ {
			hashes, err := tree.ConsistencyProof(old, n)
			if err != nil {
				panic(err)
			}
			consistencies(old, n, tree.HashAt(old), tree.HashAt(n), hashes)
		}
	}
}

func inclusions(index, size uint64, leaf, root []byte, hashes [][]byte) {
	for _, h := range distorted(hashes, leaf, root) {
		inclusion(index, size, leaf, root, h)
	}
	for _, i := range []uint64{index + 1, index ^ 2, index - 1, size, 1 << 40} {
		inclusion(i, size, leaf, root, hashes)
	}
	for _, n := range []uint64{0, size - 1, size + 1, size * 2, 1 << 40} {
		inclusion(index, n, leaf, root, hashes)
	}
	inclusion(index, size, root, leaf, hashes)
	inclusion(index, size, flipped(leaf), root, hashes)
	inclusion(index, size, leaf, flipped(root), hashes)
}

func consistencies(old, new uint64, oldRoot, newRoot []byte, hashes [][]byte) {
	for _, h := range distorted(hashes, oldRoot, newRoot) {
		consistency(old, new, oldRoot, newRoot, h)
	}
	consistency(old, new, oldRoot, flipped(newRoot), hashes)
	if old == 0 {
		return // the package does not look at the root of an old tree that is empty; we do
	}
	consistency(old, new, flipped(oldRoot), newRoot, hashes)
	consistency(old, new, newRoot, oldRoot, hashes)
	for _, other := range []uint64{old - 1, old + 1, old * 2, new, new + 1} {
		if other != 0 {
			consistency(other, new, oldRoot, newRoot, hashes)
		}
	}
	for _, other := range []uint64{new - 1, new + 1, new * 2, old, 1 << 40} {
		consistency(old, other, oldRoot, newRoot, hashes)
	}
}

// distorted also holds the hashes as they are.
func distorted(hashes [][]byte, more ...[]byte) [][][]byte {
	out := [][][]byte{hashes, nil}
	for _, hash := range append(more, rfc6962.DefaultHasher.EmptyRoot()) {
		out = append(out, append(append([][]byte{}, hashes...), hash))
		out = append(out, append([][]byte{hash}, hashes...))
	}
	for i := range hashes {
		without := append(append([][]byte{}, hashes[:i]...), hashes[i+1:]...)
		changed := append([][]byte{}, hashes...)
		changed[i] = flipped(hashes[i])
		twice := append(append([][]byte{}, hashes[:i+1]...), hashes[i:]...)
		out = append(out, without, changed, twice)
		if i > 0 {
			swapped := append([][]byte{}, hashes...)
			swapped[i-1], swapped[i] = swapped[i], swapped[i-1]
			out = append(out, swapped)
		}
	}
	return out
}

func flipped(hash []byte) []byte {
	out := append([]byte{}, hash...)
	out[len(out)-1] ^= 1
	return out
}

func inclusion(index, size uint64, leaf, root []byte, hashes [][]byte) {
	err := proof.VerifyInclusion(rfc6962.DefaultHasher, index, size, leaf, hashes, root)
	print("inclusion", index, size, leaf, root, hashes, err)
}

func consistency(old, new uint64, oldRoot, newRoot []byte, hashes [][]byte) {
	err := proof.VerifyConsistency(rfc6962.DefaultHasher, old, new, hashes, oldRoot, newRoot)
	print("consistency", old, new, oldRoot, newRoot, hashes, err)
}

func print(kind string, a, b uint64, first, second []byte, hashes [][]byte, err error) {
	list := make([]string, len(hashes))
	for i, hash := range hashes {
		list[i] = hex.EncodeToString(hash)
	}
	joined := strings.Join(list, ",")
	if joined == "" {
		joined = "-"
	}
	verdict := "accepted"
	if err != nil {
		verdict = "refused"
	}
	fmt.Printf("%s %d %d %x %x %s %s\n", kind, int64(a), int64(b), first, second, joined, verdict)
}
