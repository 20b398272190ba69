using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PhdTracker.Migrations.PostgreSql.Migrations
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "KeptAsId",
                table: "Projects",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsLeftOut",
                table: "ImportMappings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Names",
                table: "ImportLines",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Known",
                table: "CohortRules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "FrozenCode",
                table: "Agreements",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FrozenNumber",
                table: "Agreements",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProjectsApart",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    OneId = table.Column<int>(type: "integer", nullable: false),
                    OtherId = table.Column<int>(type: "integer", nullable: false),
                    ById = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
