package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

func TestATagLeadsToBlobsWithTheirDigests(t *testing.T) {
	content := newLayer()
	content.putFile("/greeting", 0o644, []byte("hello"))
	top, err := content.build()
	if err != nil {
		t.Fatal(err)
	}
	image, err := withLayer(scratch(), top, v1.Config{Cmd: []string{"cat", "/greeting"}})
	if err != nil {
		t.Fatal(err)
	}
	reference, err := name.NewTag("docker.io/library/greeting:1.0")
	if err != nil {
		t.Fatal(err)
	}
	storage := registry{t.TempDir()}

	if err := storage.put(reference, image); err != nil {
		t.Fatal(err)
	}

	repository := storage.path("repositories/library/greeting")
	digest := read(t, filepath.Join(repository, "_manifests/tags/1.0/current/link"))
	expect(t, read(t, link(repository, "_manifests/tags/1.0/index", digest)), digest)
	expect(t, read(t, link(repository, "_manifests/revisions", digest)), digest)
	manifest, err := v1.ParseManifest(strings.NewReader(blob(t, storage, digest)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range append(manifest.Layers, manifest.Config) {
		expect(t, read(t, link(repository, "_layers", part.Digest.String())), part.Digest.String())
		if stored := blob(t, storage, part.Digest.String()); int64(len(stored)) != part.Size {
			t.Errorf("%s has %d bytes, not %d", part.Digest, len(stored), part.Size)
		}
	}
}

// blob reads a blob and checks that its content is what its name says.
func blob(t *testing.T, storage registry, digest string) string {
	t.Helper()
	hash, err := v1.NewHash(digest)
	if err != nil {
		t.Fatal(err)
	}
	content := read(t, storage.path(blobFile(hash)))
	actual, _, err := v1.SHA256(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, actual.String(), digest)
	return content
}

func link(repository, folder, digest string) string {
	return filepath.Join(repository, folder, strings.Replace(digest, ":", "/", 1), "link")
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
