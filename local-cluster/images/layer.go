package main

import (
	"archive/tar"
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// layer is a file tree in the making. Whatever is put at a path replaces what was there, and the archive it becomes
// depends on the content alone: the same inputs give the same digest.
type layer struct {
	entries map[string]entry
}

type entry struct {
	header  tar.Header
	content []byte
}

// epoch is the modification time of what no package brings.
var epoch = time.Unix(0, 0).UTC()

func newLayer() *layer { return &layer{entries: map[string]entry{}} }

func (l *layer) put(header tar.Header, content []byte) {
	location := mergedPath(header.Name)
	if location == "" {
		return
	}
	kept := tar.Header{
		Typeflag: header.Typeflag, Name: location, Linkname: header.Linkname, Mode: header.Mode & 0o7777,
		Uid: header.Uid, Gid: header.Gid, ModTime: header.ModTime, Size: int64(len(content)), Format: tar.FormatPAX,
	}
	if header.Typeflag == tar.TypeLink {
		kept.Linkname = mergedPath(header.Linkname)
	}
	l.entries[location] = entry{kept, content}
}

func (l *layer) putFile(location string, mode int64, content []byte) {
	l.put(tar.Header{Typeflag: tar.TypeReg, Name: location, Mode: mode, ModTime: epoch}, content)
}

func (l *layer) putDirectory(location string, mode int64) {
	l.put(tar.Header{Typeflag: tar.TypeDir, Name: location, Mode: mode, ModTime: epoch}, nil)
}

func (l *layer) putLink(location, target string) {
	l.put(tar.Header{Typeflag: tar.TypeSymlink, Name: location, Linkname: target, Mode: 0o777, ModTime: epoch}, nil)
}

// linkIntoUsr makes one of the links that mergedPath resolves.
func (l *layer) linkIntoUsr(folder string) {
	link := tar.Header{Typeflag: tar.TypeSymlink, Name: folder, Linkname: "usr/" + folder, Mode: 0o777, ModTime: epoch, Format: tar.FormatPAX}
	l.entries[folder] = entry{header: link}
}

func (l *layer) putPackage(p debianPackage) error {
	return p.eachFile(func(header *tar.Header, content io.Reader) error {
		if documentation(path.Join("/", header.Name)) {
			return nil
		}
		read, err := io.ReadAll(content)
		if err != nil {
			return err
		}
		l.put(*header, read)
		return nil
	})
}

// putTree lays the files of a folder over the layer; they belong to root, and only the executable bit of a mode counts,
// as in Git.
func (l *layer) putTree(folder string) error {
	return filepath.WalkDir(folder, func(file string, found fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		location, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		information, err := found.Info()
		if err != nil {
			return err
		}
		switch {
		case found.IsDir():
			if _, exists := l.entries[mergedPath(location)]; !exists {
				l.putDirectory(location, 0o755)
			}
			return nil
		case found.Type() == fs.ModeSymlink:
			target, err := os.Readlink(file)
			if err != nil {
				return err
			}
			l.putLink(location, target)
			return nil
		default:
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			l.putFile(location, 0o644|int64(information.Mode().Perm()&0o111), content)
			return nil
		}
	})
}

// build archives the layer. Sorted paths put a directory before what is in it.
func (l *layer) build() (v1.Layer, error) {
	var archive bytes.Buffer
	writer := tar.NewWriter(&archive)
	names := slices.Sorted(maps.Keys(l.entries))
	// A hard link may only follow the file it names.
	slices.SortStableFunc(names, func(a, b string) int {
		return isHardLink(l.entries[a]) - isHardLink(l.entries[b])
	})
	for _, name := range names {
		one := l.entries[name]
		if one.header.Typeflag == tar.TypeDir {
			one.header.Name += "/"
		}
		if err := writer.WriteHeader(&one.header); err != nil {
			return nil, err
		}
		if _, err := writer.Write(one.content); err != nil {
			return nil, err
		}
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(archive.Bytes())), nil
	}, tarball.WithMediaType(types.OCILayer))
}

func isHardLink(e entry) int {
	if e.header.Typeflag == tar.TypeLink {
		return 1
	}
	return 0
}

// mergedPath is a path relative to the root with /bin, /lib and the like taken as the links into /usr that they are in
// our images; empty for the root and for those links themselves.
func mergedPath(location string) string {
	clean := strings.TrimPrefix(path.Join("/", location), "/")
	first, rest, _ := strings.Cut(clean, "/")
	switch first {
	case "bin", "sbin", "lib", "lib32", "lib64", "libx32":
		if rest == "" {
			return ""
		}
		return "usr/" + clean
	default:
		return clean
	}
}

// documentation tells what is left out to keep images small; licences stay.
func documentation(location string) bool {
	if strings.HasPrefix(location, "/usr/share/doc/") {
		return path.Base(location) != "copyright"
	}
	for _, folder := range []string{"man", "info", "locale", "lintian", "bash-completion", "pixmaps", "bug", "zsh"} {
		if strings.HasPrefix(location+"/", "/usr/share/"+folder+"/") {
			return true
		}
	}
	return false
}
