package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// registry is the storage folder of a docker-distribution registry, "filesystem" driver. It is written directly: six
// kinds of files against the forty modules and the minute of compilation that the registry's own code costs.
type registry struct {
	folder string
}

// put stores the image under a reference. The repository has no registry host in its path, because a mirror is asked
// without it: docker.io/library/nginx is library/nginx here.
func (r registry) put(reference name.Tag, image v1.Image) error {
	layers, err := image.Layers()
	if err != nil {
		return err
	}
	repository := filepath.Join("repositories", reference.RepositoryStr())
	for _, layer := range layers {
		digest, err := layer.Digest()
		if err != nil {
			return err
		}
		if err := r.putBlob(digest, layer.Compressed); err != nil {
			return err
		}
		if err := r.putLink(digest, repository, "_layers"); err != nil {
			return err
		}
	}
	if err := r.putRaw(image.ConfigName, image.RawConfigFile, repository, "_layers"); err != nil {
		return err
	}
	if err := r.putRaw(image.Digest, image.RawManifest, repository, "_manifests", "revisions"); err != nil {
		return err
	}
	digest, err := image.Digest()
	if err != nil {
		return err
	}
	tag := filepath.Join(repository, "_manifests", "tags", reference.TagStr())
	if err := r.putLink(digest, tag, "index"); err != nil {
		return err
	}
	return r.write(filepath.Join(tag, "current", "link"), []byte(digest.String()))
}

// putRaw stores a document as a blob and links it below a folder of the repository.
func (r registry) putRaw(digest func() (v1.Hash, error), content func() ([]byte, error), folder ...string) error {
	hash, err := digest()
	if err != nil {
		return err
	}
	raw, err := content()
	if err != nil {
		return err
	}
	if err := r.write(blobFile(hash), raw); err != nil {
		return err
	}
	return r.putLink(hash, folder...)
}

func (r registry) putBlob(digest v1.Hash, open func() (io.ReadCloser, error)) error {
	if _, err := os.Stat(r.path(blobFile(digest))); err == nil {
		return nil
	}
	reader, err := open()
	if err != nil {
		return err
	}
	defer reader.Close()
	content, err := io.ReadAll(reader)
	if err != nil {
		return err
	}
	return r.write(blobFile(digest), content)
}

func (r registry) putLink(digest v1.Hash, folder ...string) error {
	location := append(folder, digest.Algorithm, digest.Hex, "link")
	return r.write(filepath.Join(location...), []byte(digest.String()))
}

func blobFile(digest v1.Hash) string {
	return filepath.Join("blobs", digest.Algorithm, digest.Hex[:2], digest.Hex, "data")
}

func (r registry) path(location string) string {
	return filepath.Join(r.folder, "docker", "registry", "v2", location)
}

func (r registry) write(location string, content []byte) error {
	file := r.path(location)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		return fmt.Errorf("the registry's storage: %w", err)
	}
	return nil
}
