package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"sigs.k8s.io/yaml"
)

// recipe says what one image is made of. It is the image.yaml of the folder that bears the image's name; the files to
// be laid over everything else are in the folder's root/.
type recipe struct {
	// folder is where the recipe was read, and its base name is the recipe's own name.
	folder string

	// Names are the repositories users pull the image from, registry included. A recipe without names is only a base
	// for others.
	Names []string `json:"names"`
	// Tags besides "latest", which every image has.
	Tags []string `json:"tags"`
	// From is the recipe whose layers come below; empty for an image from scratch.
	From string `json:"from"`
	// Packages of the distribution; what they depend on comes along.
	Packages []string `json:"packages"`
	// Programs maps a path in the image to the Go package of this module that is built, statically, for it.
	Programs map[string]string `json:"programs"`
	// Applets is the path of a program that holds many (BusyBox): a link is made for each name its --list prints.
	Applets string `json:"applets"`
	// Directories maps paths to octal modes, for those that no package brings.
	Directories map[string]string `json:"directories"`
	// Links maps paths to the targets of symbolic links.
	Links map[string]string `json:"links"`
	// Config is the image's configuration in the words of the OCI image specification.
	Config v1.Config `json:"config"`
	// Archive is the file, beside the registry, that gets the image for loading it without a registry.
	Archive string `json:"archive"`
}

func (r recipe) name() string { return filepath.Base(r.folder) }

// references are all names under which the image can be pulled.
func (r recipe) references() ([]name.Tag, error) {
	var references []name.Tag
	for _, repository := range r.Names {
		for _, tag := range append(slices.Clone(r.Tags), "latest") {
			reference, err := name.NewTag(repository + ":" + tag)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", r.name(), err)
			}
			references = append(references, reference)
		}
	}
	return references, nil
}

// readRecipes reads every folder below root that has an image.yaml, each after the one it builds on.
func readRecipes(root string) ([]recipe, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", "image.yaml"))
	if err != nil {
		return nil, err
	}
	var pending []recipe
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		read := recipe{folder: filepath.Dir(file)}
		if err := yaml.UnmarshalStrict(text, &read); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		pending = append(pending, read)
	}
	return inBuildOrder(pending)
}

func inBuildOrder(pending []recipe) ([]recipe, error) {
	var ordered []recipe
	ready := map[string]bool{"": true}
	for len(pending) > 0 {
		next := slices.IndexFunc(pending, func(r recipe) bool { return ready[r.From] })
		if next < 0 {
			return nil, errors.New(pending[0].name() + " builds on " + pending[0].From + ", which is no recipe or builds on it in turn")
		}
		ready[pending[next].name()] = true
		ordered = append(ordered, pending[next])
		pending = slices.Delete(pending, next, next+1)
	}
	return ordered, nil
}
