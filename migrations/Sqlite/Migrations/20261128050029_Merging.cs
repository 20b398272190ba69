using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Merging : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsLeftOut",
                table: "SheetImportFiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "KeptAsId",
                table: "Projects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsLeftOut",
                table: "ImportMappings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Names",
                table: "ImportLines",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Known",
                table: "CohortRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "FrozenCode",
                table: "Agreements",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FrozenNumber",
                table: "Agreements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProjectsApart",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProjectsApart", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProjectsApart_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProjectsApart_Projects_OneId",
                        column: x => x.OneId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProjectsApart_Projects_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Projects_KeptAsId",
                table: "Projects",
                column: "KeptAsId");

            migrationBuilder.CreateIndex(
                name: "IX_ProjectsApart_ById",
                table: "ProjectsApart",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_ProjectsApart_OneId_OtherId",
                table: "ProjectsApart",
                columns: new[] { "OneId", "OtherId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProjectsApart_OtherId",
                table: "ProjectsApart",
                column: "OtherId");

            migrationBuilder.AddForeignKey(
                name: "FK_Projects_Projects_KeptAsId",
                table: "Projects",
                column: "KeptAsId",
                principalTable: "Projects",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Projects_Projects_KeptAsId",
                table: "Projects");

            migrationBuilder.DropTable(
                name: "ProjectsApart");

            migrationBuilder.DropIndex(
                name: "IX_Projects_KeptAsId",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "IsLeftOut",
                table: "SheetImportFiles");

            migrationBuilder.DropColumn(
                name: "KeptAsId",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "IsLeftOut",
                table: "ImportMappings");

            migrationBuilder.DropColumn(
                name: "Names",
                table: "ImportLines");

            migrationBuilder.DropColumn(
                name: "Known",
                table: "CohortRules");

            migrationBuilder.DropColumn(
                name: "FrozenCode",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "FrozenNumber",
                table: "Agreements");
        }
    }
}
