#!/usr/bin/env bash
# Adds one migration to all three databases: migrations/add.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: migrations/add.sh NAME}
dotnet tool restore
dotnet restore
for provider in Sqlite SqlServer PostgreSql; do
  dotnet ef migrations add "$name" --project "migrations/$provider" --startup-project "migrations/$provider"
done
