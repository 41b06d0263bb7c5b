package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// usrMerge are the links from the root into /usr, made in the lowest layer of every image.
var usrMerge = []string{"bin", "sbin", "lib", "lib64"}

// builtImage is an image together with the packages in all of its layers.
type builtImage struct {
	image    v1.Image
	packages []debianPackage
}

// build makes the image of a recipe on top of base, which is nil for an image from scratch.
func build(r recipe, base *builtImage, d distribution) (builtImage, error) {
	below := builtImage{image: scratch()}
	if base != nil {
		below = *base
	}
	packages, err := d.download(r.name(), r.Packages, below.packages)
	if err != nil {
		return builtImage{}, err
	}
	content, err := fileTree(r, packages)
	if err != nil {
		return builtImage{}, err
	}
	top, err := content.build()
	if err != nil {
		return builtImage{}, err
	}
	image, err := withLayer(below.image, top, r.Config)
	return builtImage{image, append(slices.Clone(below.packages), packages...)}, err
}

// withLayer puts a layer and a configuration on top of an image, whose environment is kept where the configuration has
// none of its own.
func withLayer(image v1.Image, top v1.Layer, config v1.Config) (v1.Image, error) {
	inherited, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	if config.Env == nil {
		config.Env = inherited.Config.Env
	}
	image, err = mutate.AppendLayers(image, top)
	if err != nil {
		return nil, err
	}
	return mutate.Config(image, config)
}

func scratch() v1.Image {
	image := mutate.MediaType(empty.Image, types.OCIManifestSchema1)
	image = mutate.ConfigMediaType(image, types.OCIConfigJSON)
	image, err := mutate.ConfigFile(image, &v1.ConfigFile{
		OS: "linux", Architecture: runtime.GOARCH, RootFS: v1.RootFS{Type: "layers"},
	})
	if err != nil {
		panic(err) // an image without layers has a valid configuration
	}
	return image
}

func fileTree(r recipe, packages []debianPackage) (*layer, error) {
	content := newLayer()
	if r.From == "" && len(r.Packages) > 0 {
		for _, folder := range usrMerge {
			content.putDirectory("usr/"+folder, 0o755)
			content.linkIntoUsr(folder)
		}
	}
	for _, one := range packages {
		if err := content.putPackage(one); err != nil {
			return nil, err
		}
	}
	for _, location := range slices.Sorted(maps.Keys(r.Directories)) {
		mode, err := strconv.ParseInt(r.Directories[location], 8, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: the mode of %s is no octal number: %w", r.name(), location, err)
		}
		content.putDirectory(location, mode)
	}
	for location, target := range r.Links {
		content.putLink(location, target)
	}
	if err := putApplets(content, r.Applets); err != nil {
		return nil, err
	}
	if err := putPrograms(content, r); err != nil {
		return nil, err
	}
	err := content.putTree(filepath.Join(r.folder, "root"))
	if errors.Is(err, fs.ErrNotExist) {
		return content, nil
	}
	return content, err
}

// putApplets runs the program, which is built for this machine, to learn its names.
func putApplets(content *layer, program string) error {
	if program == "" {
		return nil
	}
	folder, err := os.MkdirTemp("", "applets")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, filepath.Base(program))
	if err := os.WriteFile(file, content.entries[mergedPath(program)].content, 0o700); err != nil {
		return err
	}
	names, err := exec.Command(file, "--list").Output()
	if err != nil {
		return fmt.Errorf("%s --list: %w", program, err)
	}
	for _, name := range strings.Fields(string(names)) {
		if location := "usr/bin/" + name; location != mergedPath(program) {
			content.putLink(location, filepath.Base(program))
		}
	}
	return nil
}

func putPrograms(content *layer, r recipe) error {
	for location, source := range r.Programs {
		built, err := os.MkdirTemp("", "program")
		if err != nil {
			return err
		}
		defer os.RemoveAll(built)
		file := filepath.Join(built, "program")
		command := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, source)
		command.Dir = filepath.Dir(r.folder)
		command.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w\n%s", source, err, output)
		}
		program, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		content.putFile(location, 0o755, program)
	}
	return nil
}
